import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import type { Answer, WebRequest } from "./json-request";
import { log } from "./log";

/** The request in an event of a function URL, payload format 2.0. */
export const webRequest = (event: LambdaFunctionURLEvent): WebRequest => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  headers: event.headers,
  body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
});

/** The response a function URL sends for an answer, as JSON. The log gets its status and nothing of the customer. */
export const webResponse = ({ status, headers, body }: Answer): LambdaFunctionURLResult => {
  log("answered", { status });
  if (body === undefined) return { statusCode: status, headers };
  return {
    statusCode: status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
};
