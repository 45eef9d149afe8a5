import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { batchOf } from "../support/deliveries";
import { invocation } from "../support/invocation";
import { localAws } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();

let aws: Awaited<ReturnType<typeof localAws>>;
let handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

beforeAll(async () => {
  aws = await localAws();
  Object.assign(process.env, aws.environment, {
    ORDER_READY_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:order-ready",
    QUEUE_URL: `${aws.url}/000000000000/orders`,
    DEAD_LETTER_QUEUE_URL: `${aws.url}/000000000000/orders-dead-letter`,
    IDEMPOTENCY_TABLE_NAME: "order-idempotency",
  });
  handler = (await import("../../../lambda/barista/index")).handler;
});
afterAll(() => aws.close());

test("the barista as it is deployed serves a batch: acquires, announces, completes, and dead-letters poison", async () => {
  const before = Date.now();
  const poison = { ...anOrder(2), drink: "motor oil", notify: { sms: ADAS_PHONE } };
  expect(await handler(batchOf(anOrder(1, { notify: { sms: ADAS_PHONE } }), poison), invocation)).toEqual({
    batchItemFailures: [],
  } satisfies SQSBatchResponse);

  const writes = aws.requests
    .filter((body) => body.includes('"order-idempotency"'))
    .map((body) => JSON.parse(body).Item);
  expect(writes.map(({ id, state }) => [id.S, state.S])).toEqual([
    [`order#${orderId(1)}`, "claimed"],
    [`order#${orderId(1)}`, "finished"],
  ]);
  expect(Number(writes[0].leaseUntil.N)).toBeGreaterThanOrEqual(before + LONGEST_ROUND_MS + 1_000);
  expect(Number(writes[0].leaseUntil.N)).toBeLessThanOrEqual(Date.now() + LONGEST_ROUND_MS + 1_000);

  const aside = aws.requests.filter((body) => body.includes("orders-dead-letter")).map((body) => JSON.parse(body));
  expect(aside.flatMap(({ Entries }) => Entries)).toEqual([
    {
      Id: "0",
      MessageBody: JSON.stringify(poison),
      MessageAttributes: {
        reason: { DataType: "String", StringValue: expect.stringMatching(/^drink: not on the menu: motor oil/) },
        originalMessageId: { DataType: "String", StringValue: "message-2" },
      },
    },
  ]);

  const published = aws.requests.filter((body) => body.includes("Action=PublishBatch"));
  expect(published).toHaveLength(1);
  const form = new URLSearchParams(published[0]);
  expect(form.get("TopicArn")).toBe("arn:aws:sns:us-east-1:000000000000:order-ready");
  const { default: everybody, lambda } = JSON.parse(form.get("PublishBatchRequestEntries.member.1.Message") ?? "{}");
  expect(JSON.parse(everybody)).toEqual({ ...aFinishedOrder(1), readyAt: expect.any(String) });
  expect(JSON.parse(lambda)).toEqual({ ...JSON.parse(everybody), notify: { sms: ADAS_PHONE } });

  expect(facts()).toEqual([{ message: "batch", completed: 1, duplicates: 0, deadLettered: 1, retried: 0 }]);
});

test("the barista that was deployed without its addresses says which are missing, at its first start", async () => {
  delete process.env["ORDER_READY_TOPIC_ARN"];
  delete process.env["IDEMPOTENCY_TABLE_NAME"];
  jest.resetModules();
  await expect(import("../../../lambda/barista/index")).rejects.toThrow(
    "missing environment variables: IDEMPOTENCY_TABLE_NAME, ORDER_READY_TOPIC_ARN",
  );
});
