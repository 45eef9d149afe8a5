import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { engineMessages } from "./engine-messages";
import { QUEUE_NAMES, QUEUES, type QueueName } from "./queues";
import type { Shop } from "./shop";

/** How much is in a queue. On AWS the counts are approximate and lag behind by up to a minute. */
export interface QueueDepth {
  readonly name: QueueName;
  /** Messages nobody has received. */
  readonly waiting: number;
  /** Messages somebody received and has neither deleted nor given back. */
  readonly inHand: number;
  /** Messages that may not be received yet. */
  readonly delayed: number;
  /**
   * Age of the oldest message, waiting or in hand; 0 for an empty queue.
   * Null where it is not known: SQS itself does not tell, on AWS it is CloudWatch's `ApproximateAgeOfOldestMessage`.
   */
  readonly oldestAgeSeconds: number | null;
}

/** Counts every queue of the shop, in the order a message travels. */
export const queueDepths = (shop: Shop, now: () => number = Date.now): Promise<QueueDepth[]> =>
  Promise.all(QUEUE_NAMES.map((name) => queueDepth(shop, name, now)));

/** Counts one queue. */
export const queueDepth = async (shop: Shop, name: QueueName, now: () => number = Date.now): Promise<QueueDepth> => {
  const queueUrl = shop.output(QUEUES[name]);
  const { Attributes = {} } = await shop.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    }),
  );
  const waiting = Number(Attributes["ApproximateNumberOfMessages"] ?? 0);
  const inHand = Number(Attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0);
  const delayed = Number(Attributes["ApproximateNumberOfMessagesDelayed"] ?? 0);
  const empty = waiting + inHand + delayed === 0;
  return { name, waiting, inHand, delayed, oldestAgeSeconds: empty ? 0 : await oldestAge(shop, queueUrl, now) };
};

const oldestAge = async (shop: Shop, queueUrl: string, now: () => number): Promise<number | null> => {
  const messages = await engineMessages(shop, queueUrl);
  if (messages === undefined) return null;
  const oldest = messages[0];
  return oldest === undefined ? 0 : Math.max(0, Math.round(now() / 1_000 - oldest.SentTimestamp));
};
