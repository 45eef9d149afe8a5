import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { DynamoDbLedger } from "../shared/dynamodb-ledger";
import { readEnvironment } from "../shared/environment";
import { queueClient } from "../shared/queue-client";
import { announce } from "./announce";
import { backOff } from "./back-off";
import { type Bar, serveOrders } from "./serve-orders";
import { setAside } from "./set-aside";

const environment = readEnvironment(process.env, [
  "ORDER_READY_TOPIC_ARN",
  "ORDERS_QUEUE_URL",
  "ORDERS_DEAD_LETTER_QUEUE_URL",
  "ORDER_LEDGER_TABLE_NAME",
]);
/** Pauses are a courtesy: an invocation must not run out of time over them. */
const quick = { attempts: 1, requestTimeout: 800 };
const bar: Bar = {
  ledger: new DynamoDbLedger(new DynamoDBClient(boundedClient()), environment.ORDER_LEDGER_TABLE_NAME),
  announce: announce(new SNSClient(boundedClient()), environment.ORDER_READY_TOPIC_ARN),
  setAside: setAside(queueClient(), environment.ORDERS_DEAD_LETTER_QUEUE_URL),
  backOff: backOff(queueClient(quick), environment.ORDERS_QUEUE_URL),
  now: () => new Date(),
};

/** Called by the event source of the orders queue, with up to ten messages. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  serveOrders(event, bar, Date.now() + context.getRemainingTimeInMillis());
