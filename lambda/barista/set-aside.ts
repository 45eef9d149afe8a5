import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { attributeText } from "../shared/attribute-text";
import { log } from "../shared/log";

/** A message that can never become a drink, and why. */
export interface Unmakeable {
  readonly record: SQSRecord;
  readonly reason: string;
}

/**
 * Puts unmakeable orders straight into the dead-letter queue, each with its reason in the attribute `reason`,
 * instead of letting them use up five attempts first.
 *
 * @param messages at most 10
 * @returns ids of the messages that are known to be there. Rejects when the whole request fails.
 */
export const setAside =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async (messages: readonly Unmakeable[]): Promise<ReadonlySet<string>> => {
    if (messages.length === 0) return new Set();
    const { Successful = [], Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: deadLetterQueueUrl,
        Entries: messages.map(({ record, reason }, place) => ({
          Id: String(place),
          MessageBody: record.body,
          MessageAttributes: {
            reason: { DataType: "String", StringValue: attributeText(reason) },
            originalMessageId: { DataType: "String", StringValue: record.messageId },
          },
        })),
      }),
    );
    for (const { Id, Code } of Failed) {
      log("order not set aside", { messageId: messages[Number(Id)]?.record.messageId, reason: Code });
    }
    return new Set(Successful.flatMap(({ Id }) => messages[Number(Id)]?.record.messageId ?? []));
  };
