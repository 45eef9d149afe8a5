import { FIREBASE_APPLICATION } from "../support/device-registration-services";
import { functionUrlEvent } from "../support/events";
import { deployed, SnsError, sendReply } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";

const { lines } = eachTestLogs();
const ENDPOINT = "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001";
/** SNS on the wire: it knows the token under another customer, and the endpoint is disabled. */
const known = new SnsError(
  "InvalidParameter",
  `Invalid parameter: Token Reason: Endpoint ${ENDPOINT} already exists with the same Token, but different attributes.`,
  400,
);
const disabled = { Attributes: { Enabled: "false", Token: "token-of-ada", CustomUserData: "grace" } };

const registration = deployed(
  () => import("../../../lambda/device-registration/index"),
  () => ({ PUSH_APPLICATION_ARNS: FIREBASE_APPLICATION }),
  (body, response) => {
    const form = new URLSearchParams(body);
    const action = form.get("Action");
    if (action === "CreatePlatformEndpoint") sendReply(response, form, known);
    else sendReply(response, form, action === "GetEndpointAttributes" ? disabled : {});
  },
);
const ask = (method: string, body: unknown) =>
  registration.handler(functionUrlEvent(method, "/devices", { body: JSON.stringify(body) }));

test("the device registration as it is deployed finds a known device in the error of SNS and enables it", async () => {
  const headers = { "content-type": "application/json" };
  const answer = { statusCode: 200, headers, body: JSON.stringify({ endpoint: ENDPOINT }) };
  expect(await ask("POST", { platform: "GCM", token: "token-of-ada", customer: "ada" })).toEqual(answer);
  expect(registration.requests().map((body) => new URLSearchParams(body).get("Action"))).toEqual([
    "CreatePlatformEndpoint",
    "GetEndpointAttributes",
    "SetEndpointAttributes",
  ]);
  const set = new URLSearchParams(registration.requests()[2]);
  expect(set.get("EndpointArn")).toBe(ENDPOINT);
  expect([...set.values()]).toEqual(expect.arrayContaining(["Enabled", "true", "Token", "token-of-ada"]));
  expect(lines()).toEqual(['{"message":"answered","status":200}']);
});

test("it removes an endpoint without a body in the answer", async () => {
  expect(await ask("DELETE", { endpoint: ENDPOINT })).toEqual({ statusCode: 204, headers: {} });
  expect(new URLSearchParams(registration.requests().at(-1)).get("Action")).toBe("DeleteEndpoint");
});
