import { SNSClient } from "@aws-sdk/client-sns";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { CONSUMER_VARIABLES, type ConsumerEnvironment, queueConsumer } from "../messaging/queue-consumer";
import { announce, serveOrders } from "./serve-orders";

/** What the barista is deployed with. */
export interface BaristaEnvironment extends ConsumerEnvironment {
  readonly ORDER_READY_TOPIC_ARN: string;
}

const { ORDER_READY_TOPIC_ARN } = readEnvironment<BaristaEnvironment>(process.env, {
  ...CONSUMER_VARIABLES,
  ORDER_READY_TOPIC_ARN: "required",
});
const barista = serveOrders(announce(new SNSClient(boundedClient()), ORDER_READY_TOPIC_ARN));

/** Called by the event source of the orders queue, with up to ten messages. */
export const handler = queueConsumer(barista);
