import { emailText, machineText, pushNote, smsText } from "../shared/issue-wording";
import type { NewsletterIssue } from "../shared/newsletter-issue";
import { pushPayloads } from "../shared/push-payload";

/** What `Publish` takes, apart from the topic. */
export interface Publication {
  readonly Subject: string;
  readonly MessageStructure: "json";
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly DataType: "String"; readonly StringValue: string }>>;
}

/**
 * Words an issue for every protocol: prose for people who read mail, SMS or their phone, JSON for queues, functions and
 * webhooks, which share the default (a copy for each would take a long issue past what one publish may weigh).
 *
 * Attributes carry what subscribers may filter by.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const writeIssue = (issue: NewsletterIssue): Publication => {
  const payloads = {
    default: machineText(issue),
    email: emailText(issue),
    sms: smsText(issue),
    ...pushPayloads(pushNote(issue)),
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
