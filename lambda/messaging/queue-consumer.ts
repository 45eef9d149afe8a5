import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { boundedClient, isFifo, queueClient } from "./aws-clients";
import { backOff } from "./back-off";
import { consumeBatch } from "./consume-batch";
import { deadLetter } from "./dead-letter";
import { REPORT_BOUNDS } from "./deadline";
import { readEnvironment } from "./environment";
import { DynamoDbIdempotencyStore, type IdempotencyStore } from "./idempotency";
import type { Parsed } from "./parse";

/** What is done with the messages of a queue. */
export interface Consumer<T> {
  /** Reads a body, once. A message with a fault can never work: it goes to the dead-letter queue with the reason. */
  parse(body: string): Parsed<T>;
  /** What a message is recognised by, the same for all its copies, for example `invoice#<id>`. */
  idOf(message: T): string;
  /** Does the work for up to ten messages. What it does not resolve to as done, or all when it rejects, is retried. */
  work(messages: readonly T[], signal: AbortSignal): Promise<Iterable<T>>;
}

/** What a consumer works with. */
export interface ConsumerServices {
  readonly idempotency: IdempotencyStore;
  readonly deadLetter: ReturnType<typeof deadLetter>;
  readonly backOff: ReturnType<typeof backOff>;
  now(): Date;
}

/** The variables that the construct `QueueConsumer` gives to every consumer of a queue. */
export const CONSUMER_VARIABLES = {
  QUEUE_URL: "required",
  DEAD_LETTER_QUEUE_URL: "required",
  IDEMPOTENCY_TABLE_NAME: "required",
} as const;

export type ConsumerEnvironment = Readonly<Record<keyof typeof CONSUMER_VARIABLES, string>>;

/** A function as Lambda calls it for the messages of a queue. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Makes the handler of a function that works on a queue, `consumeFifoBatch` for a FIFO queue.
 *
 * @default consume consumeBatch
 * @throws Error at the first start, without the variables of `QueueConsumer` or for a FIFO queue whose order is not kept
 */
export const queueConsumer = <T>(consumer: Consumer<T>, consume = consumeBatch): QueueHandler => {
  const variables = readEnvironment<ConsumerEnvironment>(process.env, CONSUMER_VARIABLES);
  if (isFifo(variables.QUEUE_URL) && consume === consumeBatch) {
    throw new Error(`${variables.QUEUE_URL} is a FIFO queue: queueConsumer needs consumeFifoBatch to keep its order`);
  }
  const services: ConsumerServices = {
    idempotency: new DynamoDbIdempotencyStore(new DynamoDBClient(boundedClient()), variables.IDEMPOTENCY_TABLE_NAME),
    deadLetter: deadLetter(queueClient(), variables.DEAD_LETTER_QUEUE_URL),
    backOff: backOff(queueClient(REPORT_BOUNDS), variables.QUEUE_URL),
    now: () => new Date(),
  };
  return (event, context) => consume(event, consumer, services, Date.now() + context.getRemainingTimeInMillis());
};
