import type { LambdaFunctionURLEvent } from "aws-lambda";
import { functionUrlEvent, invocation } from "../support/events";
import { deployed, willing } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE } from "../support/orders";

const { lines } = eachTestLogs();
const latte = JSON.stringify({ drink: "latte", pickupName: "Ada", notify: { sms: ADAS_PHONE } });
const JSON_TYPE = { "content-type": "application/json" };
let isSilent = false;
beforeEach(() => {
  isSilent = false;
});
const cashier = deployed(
  () => import("../../../lambda/cashier/index"),
  (url) => ({
    ORDERS_QUEUE_URL: `${url}/000000000000/orders`,
    ORDERS_QUEUE_KIND: "fifo",
    SMS_COUNTRY_PREFIXES: "+1",
    PUSH_APPLICATION_ARNS: "",
  }),
  (...request) => (isSilent ? undefined : willing(...request)),
);

const event = (changes: Partial<LambdaFunctionURLEvent>, method = "POST") =>
  functionUrlEvent(method, "/orders", { headers: { ...JSON_TYPE, "idempotency-key": "key-1" }, ...changes });
const call = (given: LambdaFunctionURLEvent, left = 10_000) =>
  cashier.handler(given, { ...invocation, getRemainingTimeInMillis: () => left });

describe("the function URL of the cashier", () => {
  test.each([
    ["as text", { body: latte }],
    ["in base 64", { body: Buffer.from(latte).toString("base64"), isBase64Encoded: true }],
  ])("takes an order that comes %s", async (_, changes) => {
    expect(await call(event(changes))).toEqual({
      statusCode: 202,
      headers: { ...JSON_TYPE, "idempotency-key": "key-1" },
      body: expect.stringMatching(/^\{"orders":\[\{"orderId":"[0-9a-f-]{36}","status":"accepted"\}\]\}$/),
    });
    expect(cashier.requests().at(-1)).toContain(ADAS_PHONE);
    expect(cashier.requests().at(-1)).toContain('"MessageGroupId":"counter"');
  });

  test.each([
    [400, event({})],
    [400, event({ body: latte.replace(ADAS_PHONE, "+43123456789") })],
    [405, event({}, "GET")],
    [404, event({ rawPath: "/" })],
  ])("answers %d with the faults as JSON, and sends nothing to the queue", async (statusCode, given) => {
    const before = cashier.requests().length;
    const answer = await call(given);
    const body = expect.stringContaining('"faults":[{"path":');
    expect(answer).toMatchObject({ statusCode, headers: JSON_TYPE, body });
    expect(cashier.requests()).toHaveLength(before);
  });

  test("gives each customer who brings no idempotency key a fresh one", async () => {
    const keyless = event({ body: latte, headers: JSON_TYPE });
    const answers = [await call(keyless), await call(keyless)];
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

  const LEFT_MS = [1_000, 500, 300, 0];
  test.each(LEFT_MS)("answers 503 with the ids in time, when a silent queue leaves it %i ms", async (left) => {
    isSilent = true;
    const before = cashier.requests().length;
    const started = Date.now();
    const answer = await call(event({ body: latte }), left);
    expect(Date.now() - started).toBeLessThan(Math.max(left, 100));
    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { "idempotency-key": "key-1", "retry-after": "2" },
      body: expect.stringMatching(/"orderId":"[0-9a-f-]{36}","status":"not accepted"/),
    });
    expect(cashier.requests().length - before).toBe(left > 300 ? 1 : 0);
  });
});
