import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { until } from "../lambda/messaging/aws-clients";
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
   * Age of the oldest message, waiting or in flight; 0 for an empty queue.
   * Null where it is not known: SQS itself does not tell, on AWS it is CloudWatch's `ApproximateAgeOfOldestMessage`.
   */
  readonly oldestAgeSeconds: number | null;
}

export const queueDepths = (shop: Shop): Promise<QueueDepth[]> =>
  Promise.all(QUEUE_NAMES.map((name) => queueDepth(shop, name)));

export const queueDepth = async (shop: Shop, name: QueueName): Promise<QueueDepth> => {
  const count = await countMessages(shop, name);
  if (isEmpty(count)) return { ...count, oldestAgeSeconds: 0 };
  const oldest = await oldestSentAt(shop, name);
  return { ...count, oldestAgeSeconds: oldest === undefined ? null : ageSeconds(oldest, Date.now()) };
};

/** What SQS itself says about how much is in a queue. */
export type MessageCount = Omit<QueueDepth, "oldestAgeSeconds">;

export const countMessages = async (
  shop: Pick<Shop, "sqs" | "output">,
  name: QueueName,
  signal?: AbortSignal,
): Promise<MessageCount> => {
  const { Attributes = {} } = await shop.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: shop.output(QUEUES[name]),
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    }),
    until(signal),
  );
  const waiting = Number(Attributes["ApproximateNumberOfMessages"] ?? 0);
  const inHand = Number(Attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0);
  const delayed = Number(Attributes["ApproximateNumberOfMessagesDelayed"] ?? 0);
  return { name, waiting, inHand, delayed };
};

export const totalOf = ({ waiting, inHand, delayed }: Omit<MessageCount, "name">): number => waiting + inHand + delayed;

export const isEmpty = (count: MessageCount): boolean => totalOf(count) === 0;

/**
 * When the oldest message of a queue was sent, in epoch milliseconds; undefined on AWS, where SQS does not tell.
 * The engine lists the whole queue for it.
 */
export const oldestSentAt = async (shop: Shop, name: QueueName): Promise<number | undefined> => {
  const messages = await engineMessages(shop, shop.output(QUEUES[name]));
  if (messages === undefined) return undefined;
  return (messages[0]?.SentTimestamp ?? Number.POSITIVE_INFINITY) * 1_000;
};

/** Age of something that was sent at that moment; 0 for what is not there any more, or comes from a clock that is ahead. */
export const ageSeconds = (sentAt: number, now: number): number => Math.max(0, Math.round((now - sentAt) / 1_000));
