import type { LambdaFunctionURLEvent } from "aws-lambda";

/** A request with JSON as a function URL hands it to its function, payload format 2.0. */
export const functionUrlEvent = ({
  method,
  path,
  body,
}: {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}): LambdaFunctionURLEvent => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: path,
  rawQueryString: "",
  headers: { "content-type": "application/json" },
  isBase64Encoded: false,
  body,
  requestContext: {
    accountId: "anonymous",
    apiId: "shop",
    domainName: "shop.lambda-url.eu-west-1.on.aws",
    domainPrefix: "shop",
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "curl" },
    requestId: "1",
    routeKey: "$default",
    stage: "$default",
    time: "22/Nov/2026:08:00:00 +0000",
    timeEpoch: 1_795_334_400_000,
  },
});
