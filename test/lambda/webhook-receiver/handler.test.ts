import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { throwAwayCertificate } from "../../../local/sns-delivery/throw-away-certificate";
import { invocation } from "../support/invocation";
import { anIssue } from "../support/issues";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { aDelivery, type Fields, type Kind, MESSAGE_ID, posted, signed, TOKEN, TOPIC } from "./support/sns";

const { lines, facts } = eachTestLogs();

type Handler = (event: LambdaFunctionURLEvent, context: Context) => Promise<LambdaFunctionURLResult>;

const FILE = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
const { certificate, sign } = throwAwayCertificate();
const requests: string[] = [];
let server: LocalServer;

beforeAll(async () => {
  server = await localServer((body, response, { method, url, headers }) => {
    const target = headers["x-amz-target"];
    requests.push(`${method} ${url} ${target ?? new URLSearchParams(body).get("Action") ?? ""}`.trim());
    if (url === FILE) response.end(certificate);
    else if (target) response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
    else response.writeHead(200, { "content-type": "text/xml" }).end("<ConfirmSubscriptionResponse/>");
  });
});
beforeEach(() => {
  requests.length = 0;
});
afterAll(() => server.close());

/** The receiver as it is deployed, in a shop whose AWS is the server above. */
const deployed = async (settings: Readonly<Record<string, string>> = {}): Promise<Handler> => {
  jest.resetModules();
  for (const name of ["TOPIC_ARNS", "CERTIFICATE_ORIGIN", "IDEMPOTENCY_TABLE_NAME"]) delete process.env[name];
  Object.assign(process.env, {
    TOPIC_ARNS: TOPIC,
    CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL",
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...settings,
  });
  return (await import("../../../lambda/webhook-receiver/index")).handler;
};

const event = (kind: Kind, changes: Fields = {}, method = "POST"): LambdaFunctionURLEvent => {
  const now = { Timestamp: new Date().toISOString(), SigningCertURL: `${server.url}${FILE}`, ...changes };
  const { headers, body } = posted(kind, signed(kind, aDelivery(kind, now), { sign }));
  const time = { time: "22/Nov/2026:08:00:00 +0000", timeEpoch: 1_795_334_400_000 };
  const http = { method, path: "/", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "Amazon" };
  const domain = { domainName: "receiver.lambda-url.eu-west-1.on.aws", domainPrefix: "receiver", stage: "$default" };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/",
    rawQueryString: "",
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    isBase64Encoded: false,
    body: body.toString(),
    requestContext: {
      accountId: "anonymous",
      apiId: "receiver",
      requestId: "1",
      routeKey: "$default",
      http,
      ...domain,
      ...time,
    },
  };
};
const answer = (statusCode: number, body: object, headers: object = {}) => ({
  statusCode,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("the function URL of the webhook receiver", () => {
  test("takes an issue once, and fetches the certificate once", async () => {
    const handler = await deployed();
    expect(await handler(event("Notification"), invocation)).toEqual(answer(200, { answer: "taken" }));
    expect(await handler(event("Notification"), invocation)).toEqual(answer(200, { answer: "repeated" }));
    expect(requests).toEqual([`GET ${FILE}`]);
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
    expect(await handler({ ...delivery, body, isBase64Encoded: true }, invocation)).toMatchObject({ statusCode: 200 });
  });

  test("confirms a subscription with SNS, and opens no link", async () => {
    const handler = await deployed();
    expect(await handler(event("SubscriptionConfirmation"), invocation)).toEqual(answer(200, { answer: "confirmed" }));
    expect(requests).toEqual([`GET ${FILE}`, "POST / ConfirmSubscription"]);
    expect(Object.fromEntries(new URLSearchParams(server.requests.at(-1)))).toMatchObject({
      TopicArn: TOPIC,
      Token: TOKEN,
      AuthenticateOnUnsubscribe: "true",
    });
    expect(lines().join("")).not.toContain(TOKEN);
  });

  test("enters what it takes in the table it was given", async () => {
    const handler = await deployed({ IDEMPOTENCY_TABLE_NAME: "idempotency" });
    const before = Date.now();
    expect(await handler(event("Notification"), invocation)).toMatchObject({ statusCode: 200 });
    const [claim, finish] = server.requests.slice(-2).map((request) => JSON.parse(request));
    expect([claim, finish]).toMatchObject([
      { TableName: "idempotency", Item: { id: { S: `webhook#${MESSAGE_ID}` }, state: { S: "claimed" } } },
      { TableName: "idempotency", Item: { id: { S: `webhook#${MESSAGE_ID}` }, state: { S: "finished" } } },
    ]);
    const tenSecondsAndOne = 11_000;
    expect(Number(claim.Item.leaseUntil.N)).toBeGreaterThanOrEqual(before + tenSecondsAndOne);
    expect(Number(claim.Item.leaseUntil.N)).toBeLessThanOrEqual(Date.now() + tenSecondsAndOne);
  });

  test("refuses what is not signed, and says how to ask", async () => {
    const handler = await deployed();
    const forged = event("Notification", { Signature: "FAKE" });
    expect(await handler(forged, invocation)).toEqual(answer(403, { error: "unverified" }));
    const asked = await handler(event("Notification", {}, "GET"), invocation);
    expect(asked).toEqual(answer(405, { error: "method" }, { allow: "POST" }));
  });

  test("believes nobody but SNS itself when it is not told otherwise", async () => {
    const handler = await deployed();
    delete process.env["CERTIFICATE_ORIGIN"];
    jest.resetModules();
    const { handler: onAws } = await import("../../../lambda/webhook-receiver/index");
    expect(await onAws(event("Notification"), invocation)).toEqual(answer(403, { error: "unverified" }));
    expect(requests).toEqual([]);
    expect(await handler(event("Notification"), invocation)).toMatchObject({ statusCode: 200 });
  });

  test.each([
    ["no topics", { TOPIC_ARNS: "" }, /TOPIC_ARNS/],
    ["a topic that is none", { TOPIC_ARNS: "given" }, /TOPIC_ARNS: not a standard topic/],
    ["certificates from elsewhere", { CERTIFICATE_ORIGIN: "https://example.com" }, /CERTIFICATE_ORIGIN/],
  ])("does not start with %s", async (_, settings, message) => {
    await expect(deployed(settings)).rejects.toThrow(message);
  });
});
