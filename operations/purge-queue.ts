import { PurgeQueueCommand, PurgeQueueInProgress } from "@aws-sdk/client-sqs";
import { countMessages, totalOf } from "./queue-depths";
import { QUEUES, type QueueName } from "./queues";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/**
 * Deletes every message of a queue for good, also those in flight. On AWS that takes up to a minute, and what
 * is sent meanwhile may be deleted too.
 *
 * @returns how many messages there were when it began; on AWS that count is approximate
 * @throws ShopError when the queue was purged within the last minute, which SQS does not allow
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export const purgeQueue = async (shop: Pick<Shop, "sqs" | "output">, name: QueueName): Promise<number> => {
  const count = await countMessages(shop, name);
  try {
    await shop.sqs.send(new PurgeQueueCommand({ QueueUrl: shop.output(QUEUES[name]) }));
  } catch (error) {
    if (!(error instanceof PurgeQueueInProgress)) throw error;
    throw new ShopError(`${name} was purged within the last minute: SQS does it once a minute, wait and try again`);
  }
  return totalOf(count);
};
