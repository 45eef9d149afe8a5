import { randomUUID } from "node:crypto";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { takeOrders } from "../cashier/take-orders";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest, webResponse } from "../messaging/http";
import { CALL_DEADLINE_MS, callBarista } from "./call-barista";

/** What the exhibit's cashier is deployed with. */
export interface ExhibitCashierEnvironment {
  readonly EXHIBIT_BARISTA_FUNCTION_NAME: string;
}

const environment = readEnvironment<ExhibitCashierEnvironment>(process.env, {
  EXHIBIT_BARISTA_FUNCTION_NAME: "required",
});
const client = new LambdaClient(boundedClient({ attempts: 1, requestTimeout: CALL_DEADLINE_MS }));
const services = {
  /** The customer stands here until the drink is made: nobody has to be told. */
  contactRules: { smsCountryPrefixes: [], pushApplicationArns: [] },
  /** Where the real cashier stores orders, this one has them made. "Accepted" then means made. */
  storeOrders: callBarista(client, environment.EXHIBIT_BARISTA_FUNCTION_NAME),
  now: () => new Date(),
  newKey: () => randomUUID(),
};

/** Called by the function URL of the exhibit's cashier, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> =>
  webResponse(await takeOrders(webRequest(event), services));
