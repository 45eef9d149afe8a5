import { emailText, machineText, smsText } from "../shared/issue-wording";
import type { NewsletterIssue } from "../shared/newsletter-issue";

/** What `Publish` takes, apart from the topic. */
export interface Publication {
  readonly Subject: string;
  readonly MessageStructure: "json";
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly DataType: "String"; readonly StringValue: string }>>;
}

/**
 * Words an issue for every protocol: prose for people who read mail or SMS, JSON for queues, functions and webhooks.
 *
 * Attributes carry what subscribers may filter by.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const writeIssue = (issue: NewsletterIssue): Publication => {
  const machine = machineText(issue);
  const payloads = {
    default: machine,
    email: emailText(issue),
    "email-json": machine,
    sms: smsText(issue),
    sqs: machine,
    lambda: machine,
    http: machine,
    https: machine,
  };
  return {
    Subject: issue.subject,
    MessageStructure: "json",
    Message: JSON.stringify(payloads),
    MessageAttributes: {
      newsletter: { DataType: "String", StringValue: issue.newsletter },
      ...(issue.audience !== undefined && { audience: { DataType: "String" as const, StringValue: issue.audience } }),
    },
  };
};
