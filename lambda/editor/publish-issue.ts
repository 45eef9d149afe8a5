import { SNSServiceException } from "@aws-sdk/client-sns";
import { type IssueDraft, type Newsletter, type NewsletterIssue, parseDraft } from "../messages/newsletter-issue";
import { errorName, log } from "../messaging/log";
import { faultLine, type Parsed } from "../messaging/parse";
import { type Publication, triviaOfTheDay, writeIssue } from "./write-issue";

/** `Publish` knows no idempotency token: a second try could reach everybody twice. It is given time instead. */
export const ONCE = { attempts: 1, requestTimeout: 5_000 };

/** What the editor works with. */
export interface EditorServices {
  /** Publishes to the topic of a newsletter, trying once; resolves to the message id of SNS. */
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

/** Thrown when nothing was sent: for a draft with faults, which the message names, or because SNS refused it. */
export class IssueRefused extends Error {
  override readonly name = "IssueRefused";
}

/** Thrown when SNS did not say whether it took the issue. */
export class MaybePublished extends Error {
  override readonly name = "MaybePublished";
}

/**
 * Publishes one issue: a draft, or `{triviaOfTheDay: "<time>"}` from the schedule.
 *
 * The issue of a day has the same id whenever Lambda tries the schedule's event again.
 *
 * @throws IssueRefused when nothing was sent, MaybePublished when no answer came
 */
export const publishIssue = async (event: unknown, services: EditorServices): Promise<Published> => {
  const draft = readDraft(event);
  if (!draft.ok) throw new IssueRefused(faultLine(draft.faults));
  const { issueId = services.newIssueId(), ...content } = draft.value;
  const issue: NewsletterIssue = { version: 1, issueId, ...content, publishedAt: services.now().toISOString() };
  const { newsletter } = issue;
  const messageId = await services.publish(newsletter, writeIssue(issue)).catch((error: unknown) => {
    if (isRefusal(error)) throw new IssueRefused(`SNS did not take it: ${errorName(error)}`);
    throw new MaybePublished(
      `no answer from SNS (${errorName(error)}): it may have been published, as issue ${issueId}`,
    );
  });
  log("issue published", { issueId, newsletter });
  return { issueId, newsletter, messageId };
};

/** Whether SNS answered that it did not take the message, with a status of 400 to 499. A 5xx says nothing for sure. */
const isRefusal = (error: unknown): boolean => {
  const status = error instanceof SNSServiceException ? error.$metadata.httpStatusCode : undefined;
  return status !== undefined && status >= 400 && status < 500;
};

const readDraft = (event: unknown): Parsed<IssueDraft> =>
  typeof event === "object" && event !== null && "triviaOfTheDay" in event
    ? triviaOfTheDay(event.triviaOfTheDay)
    : parseDraft(event);
