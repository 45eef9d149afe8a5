import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { boundedClient, queueClient } from "../messaging/aws-clients";
import { backOff } from "../messaging/back-off";
import { deadLetter } from "../messaging/dead-letter";
import { readEnvironment } from "../messaging/environment";
import { DynamoDbIdempotencyStore } from "../messaging/idempotency";
import { announce } from "./announce";
import { type BaristaServices, serveOrders } from "./serve-orders";

/** What the barista is deployed with. */
export interface BaristaEnvironment {
  readonly ORDER_READY_TOPIC_ARN: string;
  readonly ORDERS_QUEUE_URL: string;
  readonly ORDERS_DEAD_LETTER_QUEUE_URL: string;
  readonly IDEMPOTENCY_TABLE_NAME: string;
}

const environment = readEnvironment<BaristaEnvironment>(process.env, {
  ORDER_READY_TOPIC_ARN: "required",
  ORDERS_QUEUE_URL: "required",
  ORDERS_DEAD_LETTER_QUEUE_URL: "required",
  IDEMPOTENCY_TABLE_NAME: "required",
});
/** Pauses are a courtesy: an invocation must not run out of time over them. */
const quick = { attempts: 1, requestTimeout: 800 };
const bar: BaristaServices = {
  idempotency: new DynamoDbIdempotencyStore(new DynamoDBClient(boundedClient()), environment.IDEMPOTENCY_TABLE_NAME),
  announce: announce(new SNSClient(boundedClient()), environment.ORDER_READY_TOPIC_ARN),
  deadLetter: deadLetter(queueClient(), environment.ORDERS_DEAD_LETTER_QUEUE_URL),
  backOff: backOff(queueClient(quick), environment.ORDERS_QUEUE_URL),
  now: () => new Date(),
};

/** Called by the event source of the orders queue, with up to ten messages. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  serveOrders(event, bar, Date.now() + context.getRemainingTimeInMillis());
