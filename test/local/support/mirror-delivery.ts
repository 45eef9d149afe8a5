import { randomUUID } from "node:crypto";
import { anIssue } from "../../lambda/support/issues";

export const TRIVIA = "arn:aws:sns:us-east-1:000000000000:trivia";

/** What a mirror's queue holds: an issue of the trivia newsletter as SNS delivers it. */
export const mirrorDelivery = (changes: Record<string, unknown> = {}) => ({
  Body: JSON.stringify({
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: TRIVIA,
    Message: JSON.stringify(anIssue()),
    Timestamp: new Date().toISOString(),
    ...changes,
  }),
});
