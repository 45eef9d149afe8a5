import { fittedPayloads, oneSms } from "../contacts/cut-to-fit";
import type { PushNote } from "../contacts/push";
import { uuidOf } from "../messages/fields";
import type { IssueDraft, NewsletterIssue } from "../messages/newsletter-issue";
import { type Parsed, refused, shown } from "../messaging/parse";
import trivia from "./trivia.json";

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
    ...fittedPayloads(pushNote(issue)),
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

/** What a subscriber by email reads below the subject. */
export const emailText = (issue: NewsletterIssue): string => `${issue.text}\n\nDecoupled Coffee, ${issue.newsletter}`;

/** An issue on one line, however long. */
export const smsLine = ({ subject, text }: Pick<NewsletterIssue, "subject" | "text">): string =>
  `${subject}: ${text.replace(/\s+/g, " ").trim()}`;

/** What a subscriber by SMS reads: the subject, then as much of the text as one message holds. */
export const smsText = (issue: NewsletterIssue): string => oneSms(smsLine(issue));

/** What a subscriber by mobile push sees on the device; the app learns which issue it is. */
export const pushNote = ({ issueId, newsletter, subject, text }: NewsletterIssue): PushNote => ({
  title: subject,
  body: text,
  data: { issueId, newsletter },
});

/** What queues, functions and webhooks are given. */
export const machineText = (issue: NewsletterIssue): string => JSON.stringify(issue);

const MS_PER_DAY = 86_400_000;

/**
 * The piece of trivia for a day, as the issue that is this day's however often it is asked for: one after the other, then from the beginning again.
 *
 * @param scheduledTime the moment the schedule meant, as EventBridge Scheduler writes it (`2026-11-22T08:00:00Z`)
 */
export const triviaOfTheDay = (scheduledTime: unknown): Parsed<IssueDraft> => {
  const time = typeof scheduledTime === "string" ? Date.parse(scheduledTime) : Number.NaN;
  if (Number.isNaN(time)) return refused(`must be an ISO 8601 time, not ${shown(scheduledTime)}`, "triviaOfTheDay");
  const text = time < 0 ? undefined : trivia[Math.floor(time / MS_PER_DAY) % trivia.length];
  if (text === undefined) return refused(`must not be before 1970, not ${shown(scheduledTime)}`, "triviaOfTheDay");
  const issueId = uuidOf(`trivia of the day ${new Date(time).toISOString()}`);
  return { ok: true, value: { issueId, newsletter: "trivia", subject: "Trivia of the day", text } };
};
