import { randomUUID } from "node:crypto";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { CONTACT_VARIABLES, readContactRules } from "../shared/contact-rules";
import { readEnvironment } from "../shared/environment";
import { webRequest, webResponse } from "../shared/function-url";
import { queueClient } from "../shared/queue-client";
import { storeOrders } from "./store-orders";
import { takeOrders } from "./take-orders";

const environment = readEnvironment(process.env, ["ORDERS_QUEUE_URL"], CONTACT_VARIABLES);
const till = {
  contactRules: readContactRules(environment),
  storeOrders: storeOrders(queueClient({ attempts: 3, requestTimeout: 1_100 }), environment.ORDERS_QUEUE_URL),
  now: () => new Date(),
  newKey: () => randomUUID(),
};

/** Called by the cashier's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> =>
  webResponse(await takeOrders(webRequest(event), till));
