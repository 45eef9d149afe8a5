import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { SQSBatchResponse } from "aws-lambda";
import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { batchOf, invocation } from "../support/events";
import { deployed, willing } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();
const TOPIC = "arn:aws:sns:us-east-1:000000000000:order-ready";

/** Requests that AWS keeps waiting, once it is silent. */
let waiting: ServerResponse[] | undefined;
const barista = deployed(
  () => import("../../../lambda/barista/index"),
  (url) => ({
    ORDER_READY_TOPIC_ARN: TOPIC,
    QUEUE_URL: `${url}/000000000000/orders`,
    DEAD_LETTER_QUEUE_URL: `${url}/000000000000/orders-dead-letter`,
    IDEMPOTENCY_TABLE_NAME: "order-idempotency",
  }),
  (body, response, request) => (waiting ? void waiting.push(response) : willing(body, response, request)),
);

describe("the barista as it is deployed", () => {
  test("serves a batch: acquires, announces, completes, and dead-letters poison", async () => {
    const before = Date.now();
    const poison = { ...anOrder(2), drink: "motor oil", notify: { sms: ADAS_PHONE } };
    expect(await barista.handler(batchOf(anOrder(1, { notify: { sms: ADAS_PHONE } }), poison), invocation)).toEqual({
      batchItemFailures: [],
    } satisfies SQSBatchResponse);

    const asked = (text: string) => barista.requests().filter((body) => body.includes(text));
    const writes = asked('"order-idempotency"').map((body) => JSON.parse(body).Item);
    expect(writes.map(({ id, state }) => [id.S, state.S])).toEqual([
      [`order#${orderId(1)}`, "claimed"],
      [`order#${orderId(1)}`, "finished"],
    ]);
    expect(Number(writes[0].leaseUntil.N)).toBeGreaterThanOrEqual(before + LONGEST_ROUND_MS + 1_000);
    expect(Number(writes[0].leaseUntil.N)).toBeLessThanOrEqual(Date.now() + LONGEST_ROUND_MS + 1_000);

    expect(asked("orders-dead-letter").map((body) => JSON.parse(body))).toEqual([
      {
        QueueUrl: expect.stringMatching(/orders-dead-letter$/),
        MessageBody: JSON.stringify(poison),
        MessageAttributes: {
          reason: { DataType: "String", StringValue: expect.stringMatching(/^drink: not on the menu: motor oil/) },
          originalMessageId: { DataType: "String", StringValue: "message-2" },
        },
      },
    ]);

    const published = asked("Action=PublishBatch");
    expect(published).toHaveLength(1);
    const form = new URLSearchParams(published[0]);
    expect(form.get("TopicArn")).toBe(TOPIC);
    const { default: everybody, lambda } = JSON.parse(form.get("PublishBatchRequestEntries.member.1.Message") ?? "{}");
    expect(JSON.parse(everybody)).toEqual({ ...aFinishedOrder(1), readyAt: expect.any(String) });
    expect(JSON.parse(lambda)).toEqual({ ...JSON.parse(everybody), notify: { sms: ADAS_PHONE } });

    expect(facts()).toEqual([{ message: "batch", completed: 1, duplicates: 0, deadLettered: 1, retried: 0 }]);
  });

  test("answers in time when AWS is silent, and leaves no call behind", async () => {
    waiting = [];
    const leftMs = 1_600;
    const started = Date.now();
    const hurried = { ...invocation, getRemainingTimeInMillis: () => leftMs };
    const answer = await barista.handler(batchOf(anOrder(1), "poison", anOrder(3)), hurried);
    expect(Date.now() - started).toBeLessThan(leftMs);
    expect(answer.batchItemFailures).toHaveLength(3);
    const actions = waiting.map(({ req }) => String(req.headers["x-amz-target"]).replace(/.*\./, ""));
    expect(actions.sort()).toEqual(["ChangeMessageVisibilityBatch", "PutItem", "PutItem", "SendMessage"]);
    for (const response of waiting) if (!response.closed) await once(response, "close");
  });

  test("without its addresses says which are missing, at its first start", async () => {
    delete process.env["ORDER_READY_TOPIC_ARN"];
    delete process.env["IDEMPOTENCY_TABLE_NAME"];
    jest.resetModules();
    await expect(import("../../../lambda/barista/index")).rejects.toThrow(
      "missing environment variables: IDEMPOTENCY_TABLE_NAME, ORDER_READY_TOPIC_ARN",
    );
  });
});
