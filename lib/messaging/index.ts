export { type Access, authTypeOf } from "./access";
export { DurableQueue, type DurableQueueProps, type OnDelete } from "./durable-queue";
export { IdempotencyTable, type IdempotencyTableProps } from "./idempotency-table";
export {
  type FunctionVariables,
  MessagingFunction,
  type MessagingFunctionOptions,
  type MessagingFunctionProps,
} from "./messaging-function";
export {
  QueueConsumer,
  type QueueConsumerEnvironment,
  type QueueConsumerOptions,
  type QueueConsumerProps,
} from "./queue-consumer";
export { SecureTopic } from "./secure-topic";
export { type Reasons, suppressFindings } from "./suppress-findings";
export { UndeliveredMessages, type UndeliveredMessagesProps } from "./undelivered-messages";
