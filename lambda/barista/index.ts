import { SNSClient } from "@aws-sdk/client-sns";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import {
  CONSUMER_VARIABLES,
  type ConsumerEnvironment,
  consumerServices,
  type QueueHandler,
} from "../messaging/queue-consumer";
import { announce } from "./announce";
import { type BaristaServices, serveOrders } from "./serve-orders";

/** What the barista is deployed with. */
export interface BaristaEnvironment extends ConsumerEnvironment {
  readonly ORDER_READY_TOPIC_ARN: string;
}

const environment = readEnvironment<BaristaEnvironment>(process.env, {
  ...CONSUMER_VARIABLES,
  ORDER_READY_TOPIC_ARN: "required",
});
const services: BaristaServices = {
  ...consumerServices(environment),
  announce: announce(new SNSClient(boundedClient()), environment.ORDER_READY_TOPIC_ARN),
};

/** Called by the event source of the orders queue, with up to ten messages. */
export const handler: QueueHandler = (event, context) =>
  serveOrders(event, services, Date.now() + context.getRemainingTimeInMillis());
