import { type IssueDraft, type Newsletter, type NewsletterIssue, parseDraft } from "../messages/newsletter-issue";
import { log } from "../messaging/log";
import { faultLine, type Parsed } from "../messaging/parse";
import { type Publication, triviaOfTheDay, writeIssue } from "./write-issue";

/** What the editor works with. */
export interface EditorServices {
  /** Publishes to the topic of a newsletter; resolves to the message id of SNS, rejects when it was not taken. */
  publish(newsletter: Newsletter, publication: Publication): Promise<string>;
  now(): Date;
  newIssueId(): string;
}

/** What the editor answers. */
export interface Published {
  readonly issueId: string;
  readonly newsletter: Newsletter;
  readonly messageId: string;
}

/** Thrown for a draft that cannot be published; nothing was sent. The message names every fault. */
export class IssueRefused extends Error {
  override readonly name = "IssueRefused";
}

/**
 * Publishes one issue: a draft, or `{triviaOfTheDay: "<time>"}` from the schedule.
 *
 * @throws IssueRefused for a draft with faults, or the error of SNS
 */
export const publishIssue = async (event: unknown, services: EditorServices): Promise<Published> => {
  const draft = readDraft(event);
  if (!draft.ok) throw new IssueRefused(faultLine(draft.faults));
  const issue: NewsletterIssue = {
    version: 1,
    issueId: services.newIssueId(),
    ...draft.value,
    publishedAt: services.now().toISOString(),
  };
  const { issueId, newsletter } = issue;
  const messageId = await services.publish(newsletter, writeIssue(issue));
  log("issue published", { issueId, newsletter });
  return { issueId, newsletter, messageId };
};

const readDraft = (event: unknown): Parsed<IssueDraft> =>
  typeof event === "object" && event !== null && "triviaOfTheDay" in event
    ? triviaOfTheDay(event.triviaOfTheDay)
    : parseDraft(event);
