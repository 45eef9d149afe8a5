import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { chunks, inParallel, isFifo, REQUESTS_AT_A_TIME, until } from "./aws-clients";
import { errorName, log } from "./log";

/**
 * How long a message that could not be processed stays out of sight: 20 s, then twice as long each time, so that five attempts
 * cover about five minutes of an outage. At least 15 s, longer than any lease; at most 15 minutes.
 *
 * @param receives how often it was handed out, from 1
 * @param random 0 to 1; spreads messages that failed together over half to one and a half times the pause
 */
export const pauseSeconds = (receives: number, random: number): number => {
  const pause = 20 * 2 ** Math.max(0, receives - 1) * (0.5 + random);
  return Math.round(Math.min(900, Math.max(15, pause)));
};

/**
 * Lets messages that failed wait before they are handed out again, each for a time of its own. In a FIFO queue a group waits
 * for its first message: all of it gets the pause of that one.
 *
 * Never rejects. A message whose pause could not be set comes back after the queue's visibility timeout.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export const backOff =
  (client: SQSClient, queueUrl: string, random: () => number = Math.random) =>
  async (messages: readonly SQSRecord[], signal?: AbortSignal): Promise<void> => {
    const pauses = new Map<string, number>();
    const pauseOf = (message: SQSRecord): number => {
      const { MessageGroupId = "", ApproximateReceiveCount } = message.attributes;
      const key = isFifo(queueUrl) ? MessageGroupId : message.messageId;
      const pause = pauses.get(key) ?? pauseSeconds(Number(ApproximateReceiveCount) || 1, random());
      pauses.set(key, pause);
      return pause;
    };
    const set = async (batch: readonly SQSRecord[]): Promise<void> => {
      try {
        const Entries = batch.map((message, place) => ({
          Id: String(place),
          ReceiptHandle: message.receiptHandle,
          VisibilityTimeout: pauseOf(message),
        }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
        const { Failed = [] } = await client.send(command, until(signal));
        for (const { Id, Code } of Failed)
          log("pause not set", { messageId: batch[Number(Id)]?.messageId, reason: Code });
      } catch (error) {
        log("pauses not set", { messages: batch.length, reason: errorName(error) });
      }
    };
    await inParallel(chunks(messages), REQUESTS_AT_A_TIME, set, signal);
  };
