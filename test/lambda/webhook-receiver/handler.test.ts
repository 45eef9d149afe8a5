import type { LambdaFunctionURLEvent } from "aws-lambda";
import { throwAwayCertificate } from "../../../local/sns-delivery/throw-away-certificate";
import { functionUrlEvent, invocation } from "../support/events";
import { anIssue } from "../support/issues";
import { localEnvironment, willing } from "../support/local-aws";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { aDelivery, type Fields, type Kind, MESSAGE_ID, posted, signed, TOKEN, TOPIC } from "./support/sns";

const { lines, facts } = eachTestLogs();
const FILE = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
const { certificate, sign } = throwAwayCertificate();
const asked: string[] = [];
let server: LocalServer;
beforeAll(async () => {
  server = await localServer((body, response, request) => {
    const { method, url, headers } = request;
    asked.push(`${method} ${url} ${headers["x-amz-target"] ?? new URLSearchParams(body).get("Action") ?? ""}`.trim());
    if (url === FILE) response.end(certificate);
    else willing(body, response, request);
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => server.close());

/** The receiver as it is deployed, in a shop whose AWS is the server above. */
const deployed = async (settings: Readonly<Record<string, string | undefined>> = {}) => {
  jest.resetModules();
  const environment = { CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL", IDEMPOTENCY_TABLE_NAME: undefined, ...settings };
  Object.assign(process.env, localEnvironment(server.url), { TOPIC_ARNS: TOPIC, ...environment });
  for (const [name, value] of Object.entries(environment)) if (value === undefined) delete process.env[name];
  const { handler } = await import("../../../lambda/webhook-receiver/index");
  return (event: LambdaFunctionURLEvent) => handler(event, invocation);
};

const event = (kind: Kind, changes: Fields = {}, method = "POST"): LambdaFunctionURLEvent => {
  const now = { Timestamp: new Date().toISOString(), SigningCertURL: `${server.url}${FILE}`, ...changes };
  const { headers, body } = posted(kind, signed(kind, aDelivery(kind, now), { sign }));
  return functionUrlEvent(method, "/", {
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: body.toString(),
  });
};
const answer = (statusCode: number, body: object, headers: object = {}) => ({
  statusCode,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("the function URL of the webhook receiver", () => {
  test("takes an issue once, and fetches the certificate once", async () => {
    const handler = await deployed();
    expect(await handler(event("Notification"))).toEqual(answer(200, { answer: "taken" }));
    expect(await handler(event("Notification"))).toEqual(answer(200, { answer: "repeated" }));
    expect(asked).toEqual([`GET ${FILE}`]);
    const { issueId, newsletter } = anIssue();
    expect(facts()).toEqual([
      { message: "issue received", issueId, newsletter },
      { message: "delivered before", messageId: MESSAGE_ID },
    ]);
  });

  test("takes an issue in base 64", async () => {
    const handler = await deployed();
    const delivery = event("Notification", { Message: JSON.stringify(anIssue({ text: "Kännchen ☕" })) });
    const body = Buffer.from(delivery.body ?? "").toString("base64");
    expect(await handler({ ...delivery, body, isBase64Encoded: true })).toMatchObject({ statusCode: 200 });
  });

  test("confirms a subscription with SNS, and opens no link", async () => {
    const handler = await deployed();
    expect(await handler(event("SubscriptionConfirmation"))).toEqual(answer(200, { answer: "confirmed" }));
    expect(asked).toEqual([`GET ${FILE}`, "POST / ConfirmSubscription"]);
    const confirmation = { TopicArn: TOPIC, Token: TOKEN, AuthenticateOnUnsubscribe: "true" };
    expect(Object.fromEntries(new URLSearchParams(server.requests.at(-1)))).toMatchObject(confirmation);
    expect(lines().join("")).not.toContain(TOKEN);
  });

  test("enters what it takes in the table it was given", async () => {
    const handler = await deployed({ IDEMPOTENCY_TABLE_NAME: "idempotency" });
    const before = Date.now();
    expect(await handler(event("Notification"))).toMatchObject({ statusCode: 200 });
    const [acquired, completed] = server.requests.slice(-2).map((request) => JSON.parse(request));
    expect([acquired, completed]).toMatchObject([
      { TableName: "idempotency", Item: { id: { S: `webhook#${MESSAGE_ID}` }, state: { S: "claimed" } } },
      { TableName: "idempotency", Item: { id: { S: `webhook#${MESSAGE_ID}` }, state: { S: "finished" } } },
    ]);
    const tenSecondsAndOne = 11_000;
    expect(Number(acquired.Item.leaseUntil.N)).toBeGreaterThanOrEqual(before + tenSecondsAndOne);
    expect(Number(acquired.Item.leaseUntil.N)).toBeLessThanOrEqual(Date.now() + tenSecondsAndOne);
  });

  test("refuses what is not signed, and says how to ask", async () => {
    const handler = await deployed();
    const forged = event("Notification", { Signature: "FAKE" });
    expect(await handler(forged)).toEqual(answer(403, { error: "unverified" }));
    const asked = await handler(event("Notification", {}, "GET"));
    expect(asked).toEqual(answer(405, { error: "method" }, { allow: "POST" }));
  });

  test("believes nobody but SNS itself when it is not told otherwise", async () => {
    const handler = await deployed({ CERTIFICATE_ORIGIN: undefined });
    expect(await handler(event("Notification"))).toEqual(answer(403, { error: "unverified" }));
    expect(asked).toEqual([]);
  });

  test.each([
    ["no topics", { TOPIC_ARNS: "" }, /TOPIC_ARNS/],
    ["a topic that is none", { TOPIC_ARNS: "given" }, /TOPIC_ARNS: not a standard topic/],
    ["certificates from elsewhere", { CERTIFICATE_ORIGIN: "https://example.com" }, /CERTIFICATE_ORIGIN/],
  ])("does not start with %s", async (_, settings, message) => {
    await expect(deployed(settings)).rejects.toThrow(message);
  });
});
