import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { errorName, log } from "../shared/log";

/** The first pause; each further one is twice as long. Five attempts then cover about five minutes of an outage. */
const FIRST_PAUSE_SECONDS = 20;

/** Longer than any claim, which ends with the invocation that made it. */
const LEAST_PAUSE_SECONDS = 15;

const LONGEST_PAUSE_SECONDS = 900;

/**
 * How long an order that could not be made stays out of sight.
 *
 * @param receives how often it was handed out, from 1
 * @param random 0 to 1; spreads orders that failed together over half to one and a half times the pause
 */
export const pauseSeconds = (receives: number, random: number): number => {
  const pause = FIRST_PAUSE_SECONDS * 2 ** Math.max(0, receives - 1) * (0.5 + random);
  return Math.round(Math.min(LONGEST_PAUSE_SECONDS, Math.max(LEAST_PAUSE_SECONDS, pause)));
};

/**
 * Lets orders that could not be made wait a while before they are handed out again: the first time briefly, then longer
 * and longer, each for a time of its own.
 *
 * Never rejects. An order whose pause could not be set comes back after the queue's visibility timeout.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export const backOff =
  (client: SQSClient, queueUrl: string, random: () => number = Math.random) =>
  async (records: readonly SQSRecord[]): Promise<void> => {
    if (records.length === 0) return;
    try {
      const { Failed = [] } = await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: records.map(({ receiptHandle, attributes }, place) => ({
            Id: String(place),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: pauseSeconds(Number(attributes.ApproximateReceiveCount) || 1, random()),
          })),
        }),
      );
      for (const { Id, Code } of Failed)
        log("pause not set", { messageId: records[Number(Id)]?.messageId, reason: Code });
    } catch (error) {
      log("pauses not set", { orders: records.length, reason: errorName(error) });
    }
  };
