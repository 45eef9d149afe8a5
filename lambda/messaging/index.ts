export { boundedClient, isFifo, queueClient } from "./aws-clients";
export { consumeBatch } from "./consume-batch";
export { readEnvironment, type Variables } from "./environment";
export { type Answer, readJsonBody, refusalAnswer, type WebRequest, webRequest, webResponse } from "./http";
export { type Acquisition, DynamoDbIdempotencyStore, type IdempotencyStore, leaseUntil } from "./idempotency";
export { errorName, log } from "./log";
export { type Fault, faultLine, type Parsed, parseJson, refused, shown } from "./parse";
export {
  CONSUMER_VARIABLES,
  type Consumer,
  type ConsumerEnvironment,
  type ConsumerServices,
  type QueueHandler,
  queueConsumer,
} from "./queue-consumer";
