import { randomUUID } from "node:crypto";
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { CONTACT_VARIABLES, type ContactEnvironment, readContactRules } from "../contacts/contact-rules";
import { type QueueKind, readQueueKind } from "../messages/order";
import { queueClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest, webResponse } from "../messaging/http";
import { storeOrders, timeToStore } from "./store-orders";
import { takeOrders } from "./take-orders";

/** What the cashier is deployed with. */
export interface CashierEnvironment extends ContactEnvironment {
  readonly ORDERS_QUEUE_URL: string;
  readonly ORDERS_QUEUE_KIND: QueueKind;
}

const environment = readEnvironment<CashierEnvironment>(process.env, {
  ORDERS_QUEUE_URL: "required",
  ORDERS_QUEUE_KIND: "required",
  ...CONTACT_VARIABLES,
});
const queue = queueClient({ attempts: 3, requestTimeout: 1_100 });
const store = storeOrders(queue, environment.ORDERS_QUEUE_URL, readQueueKind(environment.ORDERS_QUEUE_KIND));
const contactRules = readContactRules(environment);

/** Called by the cashier's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> => {
  const deadlineMs = timeToStore(context.getRemainingTimeInMillis());
  const answer = await takeOrders(webRequest(event), {
    contactRules,
    storeOrders: (orders) => store(orders, deadlineMs),
    now: () => new Date(),
    newKey: () => randomUUID(),
  });
  return webResponse(answer);
};
