import { fittedPayloads } from "../../../lambda/contacts/cut-to-fit";
import type { PushNote } from "../../../lambda/contacts/push";
import { writeIssue } from "../../../lambda/editor/write-issue";
import type { NewsletterIssue } from "../../../lambda/messages/newsletter-issue";

/** Amazon SNS takes 256 KiB a publish: the message with all its wordings, its attributes too. */
export const MAX_PUBLISH_BYTES = 256 * 1024;

/** What the subscribers of one protocol are sent: their own wording, else the default. */
export const wording = (issue: NewsletterIssue, protocol: string): string => {
  const payloads: Record<string, string> = JSON.parse(writeIssue(issue).Message);
  return payloads[protocol] ?? payloads["default"] ?? "";
};

/** What one publish of an issue weighs, in bytes. */
export const weight = (issue: NewsletterIssue): number => Buffer.byteLength(JSON.stringify(writeIssue(issue)));

export const aNote = (changes: Partial<PushNote> = {}): PushNote => ({
  title: "Did you know?",
  body: "Coffee beans are seeds.",
  data: { issueId: "1" },
  ...changes,
});

/** What each platform is sent for such a note. */
export const payloadsOf = (changes: Partial<PushNote> = {}) => {
  const { GCM, APNS, APNS_SANDBOX } = fittedPayloads(aNote(changes));
  return { GCM: JSON.parse(GCM), APNS: JSON.parse(APNS), APNS_SANDBOX: JSON.parse(APNS_SANDBOX) };
};

export const bodiesOf = (changes: Partial<PushNote>): readonly string[] => {
  const { GCM, APNS, APNS_SANDBOX } = payloadsOf(changes);
  return [GCM.fcmV1Message.message.notification.body, APNS.aps.alert.body, APNS_SANDBOX.aps.alert.body];
};
