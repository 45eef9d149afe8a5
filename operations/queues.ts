import { shown } from "../lambda/messaging/parse";
import type { OutputName } from "../lib/output-names";
import { ShopError } from "./shop-error";

/** Every queue of the shop, by the name operations give it, in the order a message travels. */
export const QUEUES = {
  orders: "OrdersQueueUrl",
  ordersDeadLetter: "OrdersDeadLetterQueueUrl",
  pickupBoard: "PickupBoardQueueUrl",
  pickupBoardDeadLetter: "PickupBoardDeadLetterQueueUrl",
  notifierDeadLetter: "NotifierDeadLetterQueueUrl",
  undelivered: "UndeliveredQueueUrl",
  couponsArchive: "CouponsArchiveQueueUrl",
  triviaArchive: "TriviaArchiveQueueUrl",
  productUpdatesArchive: "ProductUpdatesArchiveQueueUrl",
  newsletterReaderDeadLetter: "NewsletterReaderDeadLetterQueueUrl",
  subscribersDeadLetter: "SubscribersDeadLetterQueueUrl",
} as const satisfies Record<string, OutputName>;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as readonly QueueName[];

/** A dead-letter queue should be empty; one that is not asks for somebody's attention. */
export const isDeadLetterQueue = (name: QueueName): boolean => name.endsWith("DeadLetter") || name === "undelivered";

/** Dead-letter queues whose messages can be sent again, and who takes them. The others take what topics give up on. */
export const REDRIVE_SOURCES = {
  ordersDeadLetter: "orders",
  pickupBoardDeadLetter: "pickupBoard",
  notifierDeadLetter: "notifier",
} as const satisfies Partial<Record<QueueName, QueueName | "notifier">>;

/** A dead-letter queue whose messages have somewhere to go back to. */
export type Redrivable = keyof typeof REDRIVE_SOURCES;

export const REDRIVABLE = Object.keys(REDRIVE_SOURCES) as readonly Redrivable[];

/** @throws ShopError when messages of the queue of this name have nowhere to go back to */
export const redrivable = (name: string): Redrivable => {
  const found = REDRIVABLE.find((known) => known === name);
  if (found !== undefined) return found;
  const what = Object.keys(QUEUES).includes(name)
    ? `${name} is no queue's`
    : `there is no queue ${shown(name)}, so it is nobody's`;
  throw new ShopError(
    `${what} dead-letter queue: its messages have nowhere to go back to (choose ${REDRIVABLE.join(" or ")})`,
  );
};
