import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { boundedClient, queueClient } from "./aws-clients";
import { backOff } from "./back-off";
import { type Consumer, type ConsumerServices, consumeBatch } from "./consume-batch";
import { deadLetter } from "./dead-letter";
import { readEnvironment, type Variables } from "./environment";
import { DynamoDbIdempotencyStore } from "./idempotency";

/** The variables that the construct `QueueConsumer` gives to every consumer of a queue. */
export interface ConsumerEnvironment {
  readonly QUEUE_URL: string;
  readonly DEAD_LETTER_QUEUE_URL: string;
  readonly IDEMPOTENCY_TABLE_NAME: string;
}

export const CONSUMER_VARIABLES = {
  QUEUE_URL: "required",
  DEAD_LETTER_QUEUE_URL: "required",
  IDEMPOTENCY_TABLE_NAME: "required",
} as const satisfies Variables<ConsumerEnvironment>;

/** Pauses are a courtesy: an invocation must not run out of time over them. */
const QUICK = { attempts: 1, requestTimeout: 800 };

/** What a consumer works with, on AWS. */
export const consumerServices = (environment: ConsumerEnvironment): ConsumerServices => ({
  idempotency: new DynamoDbIdempotencyStore(new DynamoDBClient(boundedClient()), environment.IDEMPOTENCY_TABLE_NAME),
  deadLetter: deadLetter(queueClient(), environment.DEAD_LETTER_QUEUE_URL),
  backOff: backOff(queueClient(QUICK), environment.QUEUE_URL),
  now: () => new Date(),
});

/** A function as Lambda calls it for the messages of a queue. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Makes the handler of a function that works on a queue.
 *
 * @param consume `consumeFifoBatch` for a FIFO queue
 * @throws Error at the first start when the function was deployed without the variables of `QueueConsumer`
 * @default consume consumeBatch
 */
export const queueConsumer = <T>(consumer: Consumer<T>, consume: typeof consumeBatch = consumeBatch): QueueHandler => {
  const services = consumerServices(readEnvironment<ConsumerEnvironment>(process.env, CONSUMER_VARIABLES));
  return (event, context) => consume(event, consumer, services, Date.now() + context.getRemainingTimeInMillis());
};
