import type { OutputName } from "./output-names";

/** Every queue of the shop, by the name the desk calls it, in the order a message travels. */
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
