import type { Context, LambdaFunctionURLEvent } from "aws-lambda";
import { invocation } from "../support/invocation";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE } from "../support/orders";
import { replyStored } from "../support/stored-reply";

const { lines } = eachTestLogs();

const latte = JSON.stringify({ drink: "latte", pickupName: "Ada", notify: { sms: ADAS_PHONE } });
let server: LocalServer;
let isSilent = false;
let handler: (event: LambdaFunctionURLEvent, context: Context) => Promise<unknown>;

beforeAll(async () => {
  server = await localServer((body, response) => {
    if (!isSilent) replyStored(body, response);
  });
  Object.assign(process.env, {
    ORDERS_QUEUE_URL: `${server.url}/000000000000/orders`,
    ORDERS_QUEUE_KIND: "fifo",
    SMS_COUNTRY_PREFIXES: "+1",
    PUSH_APPLICATION_ARNS: "",
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  handler = (await import("../../../lambda/cashier/index")).handler;
});
beforeEach(() => {
  isSilent = false;
});
afterAll(() => server.close());

const call = (given: LambdaFunctionURLEvent) => handler(given, invocation);

const event = (changes: Partial<LambdaFunctionURLEvent>, method = "POST"): LambdaFunctionURLEvent => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: "/orders",
  rawQueryString: "",
  headers: { "content-type": "application/json", "idempotency-key": "key-1" },
  isBase64Encoded: false,
  requestContext: {
    accountId: "anonymous",
    apiId: "shop",
    domainName: "shop.lambda-url.eu-west-1.on.aws",
    domainPrefix: "shop",
    http: { method, path: "/orders", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "curl" },
    requestId: "1",
    routeKey: "$default",
    stage: "$default",
    time: "22/Nov/2026:08:00:00 +0000",
    timeEpoch: 1_795_334_400_000,
  },
  ...changes,
});

describe("the function URL of the cashier", () => {
  test.each([
    ["as text", { body: latte }],
    ["in base 64", { body: Buffer.from(latte).toString("base64"), isBase64Encoded: true }],
  ])("takes an order that comes %s", async (_, changes) => {
    expect(await call(event(changes))).toEqual({
      statusCode: 202,
      headers: { "content-type": "application/json", "idempotency-key": "key-1" },
      body: expect.stringMatching(/^\{"orders":\[\{"orderId":"[0-9a-f-]{36}","status":"accepted"\}\]\}$/),
    });
    expect(server.requests.at(-1)).toContain(ADAS_PHONE);
    expect(server.requests.at(-1)).toContain('"MessageGroupId":"counter"');
  });

  test.each([
    [400, event({})],
    [400, event({ body: latte.replace(ADAS_PHONE, "+43123456789") })],
    [405, event({}, "GET")],
    [404, event({ rawPath: "/" })],
  ])("answers %d with the faults as JSON, and sends nothing to the queue", async (statusCode, given) => {
    const before = server.requests.length;
    const answer = await call(given);
    expect(answer).toMatchObject({ statusCode, headers: { "content-type": "application/json" } });
    expect(answer).toMatchObject({ body: expect.stringContaining('"faults":[{"path":') });
    expect(server.requests).toHaveLength(before);
  });

  test("gives each customer who brings no idempotency key a fresh one", async () => {
    const headers = { "content-type": "application/json" };
    const answers = [await call(event({ body: latte, headers })), await call(event({ body: latte, headers }))];
    const keys = answers.map((answer) => (answer as { headers: Record<string, string> }).headers["idempotency-key"]);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(new Set(keys).size).toBe(2);
  });

  test("does not start without a queue", async () => {
    jest.replaceProperty(process, "env", {});
    jest.resetModules();
    const start = import("../../../lambda/cashier/index");
    await expect(start).rejects.toThrow("missing environment variables: ORDERS_QUEUE_URL, ORDERS_QUEUE_KIND");
    jest.restoreAllMocks();
  });

  test("logs the status of an answer and nothing of the customer", async () => {
    await call(event({ body: latte }));
    expect(lines()).toEqual(['{"message":"answered","status":202}']);
  });

  test.each([1_000, 500, 300, 0])(
    "answers 503 with the ids before its own time is over, when a silent queue leaves it %i ms",
    async (left) => {
      isSilent = true;
      const before = server.requests.length;
      const started = Date.now();
      const answer = await handler(event({ body: latte }), { ...invocation, getRemainingTimeInMillis: () => left });
      expect(Date.now() - started).toBeLessThan(Math.max(left, 100));
      expect(answer).toMatchObject({
        statusCode: 503,
        headers: { "idempotency-key": "key-1", "retry-after": "2" },
        body: expect.stringMatching(/"orderId":"[0-9a-f-]{36}","status":"not accepted"/),
      });
      expect(server.requests.length - before).toBe(left > 300 ? 1 : 0);
    },
  );
});
