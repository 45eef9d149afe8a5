import { randomUUID } from "node:crypto";
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { CONTACT_VARIABLES, readContactRules } from "../shared/contact-rules";
import { readEnvironment } from "../shared/environment";
import { webRequest, webResponse } from "../shared/function-url";
import { queueClient } from "../shared/queue-client";
import { readQueueKind } from "../shared/queue-kind";
import { storeOrders, timeToStore } from "./store-orders";
import { type Till, takeOrders } from "./take-orders";

const environment = readEnvironment(process.env, ["ORDERS_QUEUE_URL", "ORDERS_QUEUE_KIND"], CONTACT_VARIABLES);
const contactRules = readContactRules(environment);
const queueKind = readQueueKind(environment.ORDERS_QUEUE_KIND);
const queue = queueClient({ attempts: 3, requestTimeout: 1_100 });

const till = (remainingMs: number): Till => ({
  contactRules,
  storeOrders: storeOrders(queue, environment.ORDERS_QUEUE_URL, { queueKind, deadlineMs: timeToStore(remainingMs) }),
  now: () => new Date(),
  newKey: () => randomUUID(),
});

/** Called by the cashier's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> =>
  webResponse(await takeOrders(webRequest(event), till(context.getRemainingTimeInMillis())));
