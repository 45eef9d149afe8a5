import type { NewsletterIssue } from "./newsletter-issue";

/** One SMS of the GSM alphabet. A longer text would be cut by SNS into several, each of them paid for. */
export const MAX_SMS_CHARACTERS = 160;

/** What a subscriber by email reads below the subject. */
export const emailText = (issue: NewsletterIssue): string => `${issue.text}\n\nDecoupled Coffee, ${issue.newsletter}`;

/** What a subscriber by SMS reads: the subject, then as much of the text as one message holds. */
export const smsText = (issue: NewsletterIssue): string => {
  const whole = [...`${issue.subject}: ${issue.text.replace(/\s+/g, " ").trim()}`];
  return whole.length <= MAX_SMS_CHARACTERS ? whole.join("") : `${whole.slice(0, MAX_SMS_CHARACTERS - 3).join("")}...`;
};

/** What queues, functions and webhooks are given. */
export const machineText = (issue: NewsletterIssue): string => JSON.stringify(issue);
