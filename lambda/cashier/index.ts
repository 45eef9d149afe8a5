import { randomUUID } from "node:crypto";
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import type { ContactEnvironment } from "../contacts/contact-rules";
import { CONTACT_VARIABLES, readContactRules } from "../contacts/contact-rules";
import type { QueueKind } from "../messages/queue-kind";
import { readQueueKind } from "../messages/queue-kind";
import { queueClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest, webResponse } from "../messaging/http";
import { storeOrders, timeToStore } from "./store-orders";
import { type CashierServices, takeOrders } from "./take-orders";

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
const contactRules = readContactRules(environment);
const queueKind = readQueueKind(environment.ORDERS_QUEUE_KIND);
const queue = queueClient({ attempts: 3, requestTimeout: 1_100 });

const till = (remainingMs: number): CashierServices => ({
  contactRules,
  storeOrders: storeOrders(queue, environment.ORDERS_QUEUE_URL, { queueKind, deadlineMs: timeToStore(remainingMs) }),
  now: () => new Date(),
  newKey: () => randomUUID(),
});

/** Called by the cashier's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> =>
  webResponse(await takeOrders(webRequest(event), till(context.getRemainingTimeInMillis())));
