import type { IssueDraft, NewsletterIssue } from "../../../lambda/messages/newsletter-issue";

const TRIVIA = { newsletter: "trivia", subject: "Did you know?", text: "Coffee beans are seeds." } as const;

/** What the editor is asked to publish: a piece of trivia. */
export const aDraft = (changes: Partial<IssueDraft> = {}): IssueDraft => ({ ...TRIVIA, ...changes });

export const anIssue = (changes: Partial<NewsletterIssue> = {}): NewsletterIssue => ({
  version: 1,
  issueId: "00000000-0000-4000-8000-000000000042",
  publishedAt: "2026-11-22T08:00:00.000Z",
  ...TRIVIA,
  ...changes,
});
