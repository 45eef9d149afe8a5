import type { SNSEvent } from "aws-lambda";
import { parseIssue } from "../messages/newsletter-issue";
import { log } from "../messaging/log";
import { faultLine } from "../messaging/parse";

/** Called by the three newsletter topics. */
export const handler = async (event: SNSEvent): Promise<void> => readIssues(event);

/** Thrown for a delivery that is not an issue; it is retried and then kept in the reader's dead-letter queue. */
export class NotAnIssue extends Error {
  override readonly name = "NotAnIssue";
}

/**
 * Reads issues as they are published. The place to hang a team's own reaction to a newsletter.
 *
 * SNS delivers at least once: a reaction that must not happen twice is keyed by `issueId`.
 *
 * @throws NotAnIssue
 */
export const readIssues = (event: SNSEvent): void => {
  for (const { Sns } of event.Records) {
    const parsed = parseIssue(Sns.Message);
    if (!parsed.ok) throw new NotAnIssue(`${Sns.MessageId}: ${faultLine(parsed.faults)}`);
    const { issueId, newsletter, audience } = parsed.value;
    log("issue read", { issueId, newsletter, audience });
  }
};
