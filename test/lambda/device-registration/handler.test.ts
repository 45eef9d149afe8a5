import type { LambdaFunctionURLEvent } from "aws-lambda";
import { FIREBASE_APPLICATION } from "../support/desk";
import { functionUrlEvent } from "../support/function-url-event";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { SnsError, sendReply } from "../support/sns-reply";

const { lines } = eachTestLogs();

const ENDPOINT = "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001";
/** SNS on the wire: it knows the token under another customer, and the endpoint is disabled. */
const known = new SnsError(
  "InvalidParameter",
  `Invalid parameter: Token Reason: Endpoint ${ENDPOINT} already exists with the same Token, but different attributes.`,
  400,
);
const disabled = { Attributes: { Enabled: "false", Token: "token-of-ada", CustomUserData: "grace" } };

let server: LocalServer;
let call: (event: LambdaFunctionURLEvent) => Promise<unknown>;

beforeAll(async () => {
  server = await localServer((body, response) => {
    const form = new URLSearchParams(body);
    const action = form.get("Action");
    if (action === "CreatePlatformEndpoint") sendReply(response, form, known);
    else sendReply(response, form, action === "GetEndpointAttributes" ? disabled : {});
  });
  Object.assign(process.env, {
    PUSH_APPLICATION_ARNS: FIREBASE_APPLICATION,
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  call = (await import("../../../lambda/device-registration/index")).handler;
});
afterAll(() => server.close());

const event = (method: string, body: unknown): LambdaFunctionURLEvent =>
  functionUrlEvent({ method, path: "/devices", body: JSON.stringify(body) });

test("the device desk as it is deployed finds a known device in the error of SNS and enables it", async () => {
  expect(await call(event("POST", { platform: "GCM", token: "token-of-ada", customer: "ada" }))).toEqual({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint: ENDPOINT }),
  });
  expect(server.requests.map((body) => new URLSearchParams(body).get("Action"))).toEqual([
    "CreatePlatformEndpoint",
    "GetEndpointAttributes",
    "SetEndpointAttributes",
  ]);
  const set = new URLSearchParams(server.requests[2]);
  expect(set.get("EndpointArn")).toBe(ENDPOINT);
  expect([...set.values()]).toEqual(expect.arrayContaining(["Enabled", "true", "Token", "token-of-ada"]));
  expect(lines()).toEqual(['{"message":"answered","status":200}']);
});

test("it removes an endpoint without a body in the answer", async () => {
  expect(await call(event("DELETE", { endpoint: ENDPOINT }))).toEqual({ statusCode: 204, headers: {} });
  expect(new URLSearchParams(server.requests.at(-1)).get("Action")).toBe("DeleteEndpoint");
});
