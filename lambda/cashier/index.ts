import { randomUUID } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { readEnvironment } from "../shared/environment";
import { log } from "../shared/log";
import { storeOrders } from "./store-orders";
import { takeOrders } from "./take-orders";

const environment = readEnvironment(process.env, ["ORDERS_QUEUE_URL"]);
const till = {
  storeOrders: storeOrders(
    new SQSClient(boundedClient({ attempts: 3, requestTimeout: 1_100 })),
    environment.ORDERS_QUEUE_URL,
  ),
  now: () => new Date(),
  newKey: () => randomUUID(),
};

/** Called by the cashier's function URL, payload format 2.0. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const answer = await takeOrders(
    {
      method: event.requestContext.http.method,
      path: event.rawPath,
      headers: event.headers,
      body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
    },
    till,
  );
  log("answered", { status: answer.status });
  return {
    statusCode: answer.status,
    headers: { "content-type": "application/json", ...answer.headers },
    body: JSON.stringify(answer.body),
  };
};
