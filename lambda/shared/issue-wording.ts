import type { NewsletterIssue } from "./newsletter-issue";
import { oneSms } from "./one-sms";
import type { PushNote } from "./push-payload";

/** What a subscriber by email reads below the subject. */
export const emailText = (issue: NewsletterIssue): string => `${issue.text}\n\nDecoupled Coffee, ${issue.newsletter}`;

/** What a subscriber by SMS reads, on one line: the subject, then as much of the text as one message holds. */
export const smsText = (issue: NewsletterIssue): string =>
  oneSms(`${issue.subject}: ${issue.text.replace(/\s+/g, " ").trim()}`);

/** What a subscriber by mobile push sees on the device; the app learns which issue it is. */
export const pushNote = ({ issueId, newsletter, subject, text }: NewsletterIssue): PushNote => ({
  title: subject,
  body: text,
  data: { issueId, newsletter },
});

/** What queues, functions and webhooks are given. */
export const machineText = (issue: NewsletterIssue): string => JSON.stringify(issue);
