export {
  DeadLetterQueue,
  type DeadLetterQueueProps,
  DurableQueue,
  type DurableQueueProps,
  type OnDelete,
} from "./durable-queue";
export { IdempotencyTable, type IdempotencyTableProps } from "./idempotency-table";
export {
  type Access,
  type AsyncOptions,
  type FunctionVariables,
  MessagingFunction,
  type MessagingFunctionOptions,
  type MessagingFunctionProps,
} from "./messaging-function";
export { Producer, type ProducerProps } from "./producer";
export {
  QueueConsumer,
  type QueueConsumerEnvironment,
  type QueueConsumerOptions,
  type QueueConsumerProps,
} from "./queue-consumer";
export { SecureTopic, type SubscriberOptions } from "./secure-topic";
export { type Reasons, suppressFindings } from "./suppress-findings";
