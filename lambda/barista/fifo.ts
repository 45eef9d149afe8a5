import { SNSClient } from "@aws-sdk/client-sns";
import { boundedClient } from "../messaging/aws-clients";
import { consumeFifoBatch } from "../messaging/consume-fifo-batch";
import { readEnvironment } from "../messaging/environment";
import { CONSUMER_VARIABLES, queueConsumer } from "../messaging/queue-consumer";
import type { BaristaEnvironment } from "./index";
import { announce, serveOrders } from "./serve-orders";

const { ORDER_READY_TOPIC_ARN } = readEnvironment<BaristaEnvironment>(process.env, {
  ...CONSUMER_VARIABLES,
  ORDER_READY_TOPIC_ARN: "required",
});
const barista = serveOrders(announce(new SNSClient(boundedClient()), ORDER_READY_TOPIC_ARN));

/** The barista of a FIFO queue: a location's orders are made one after the other. */
export const handler = queueConsumer(barista, consumeFifoBatch);
