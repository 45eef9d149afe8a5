import type { ChangeMessageVisibilityBatchCommandInput } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { backOff } from "../../../lambda/messaging/back-off";
import { consumeBatch } from "../../../lambda/messaging/consume-batch";
import { consumeFifoBatch } from "../../../lambda/messaging/consume-fifo-batch";
import { refused } from "../../../lambda/messaging/parse";
import { type Consumer, queueConsumer } from "../../../lambda/messaging/queue-consumer";
import { answeredSqs } from "../support/answered-client";
import { FUNCTION_MS, TestBarista } from "../support/barista-services";
import { batchOf, inLine, invocation } from "../support/events";
import { deployed } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();
const done: string[] = [];
const notes: Consumer<string> = {
  parse: (body) => {
    if (body === "a riddle") throw new TypeError("cannot read a riddle");
    return ["one", "two"].includes(body) || body.startsWith("{") ? { ok: true, value: body } : refused("is nonsense");
  },
  idOf: (note) => `note#${note}`,
  work: async (some) => {
    done.push(...some);
    return some;
  },
};

beforeEach(() => {
  done.length = 0;
});

test("a consumer whose parser throws has that one message retried, and its neighbours done", async () => {
  const { services, clock } = new TestBarista();
  const answer = await consumeBatch(batchOf("one", "a riddle", "two"), notes, services, clock.now() + FUNCTION_MS);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "message-2" }] } satisfies SQSBatchResponse);
  expect(done).toEqual(["one", "two"]);
  expect(facts()).toContainEqual({ message: "not consumed", step: "parse", id: "message-2", reason: "TypeError" });
});

const CONSUME = [
  ["consumeBatch", consumeBatch],
  ["consumeFifoBatch", consumeFifoBatch],
] as const;

describe.each(CONSUME)("%s, called with records that SQS does not send", (_, consume) => {
  const consumed = async (...records: readonly unknown[]) => {
    const barista = new TestBarista();
    const sqs = answeredSqs((input: ChangeMessageVisibilityBatchCommandInput) => {
      pauses.push(...(input.Entries ?? []).map(({ VisibilityTimeout }) => VisibilityTimeout));
      return {};
    });
    const pauses: unknown[] = [];
    const services = { ...barista.services, backOff: backOff(sqs, "notes.fifo", () => 0.5) };
    const event = { Records: [...records, ...batchOf("two").Records] } as SQSEvent;
    const { batchItemFailures } = await consume(event, notes, services, barista.clock.now() + FUNCTION_MS);
    return { handedBack: batchItemFailures.length, deadLetters: barista.deadLetters, pauses };
  };

  test("needs no more of them than id, body and receipt handle, to work and to be handed back", async () => {
    const record = { messageId: "m1", receiptHandle: "r1" };
    expect(await consumed({ ...record, body: "one" })).toMatchObject({ handedBack: 0, deadLetters: [] });
    const { handedBack, deadLetters } = await consumed({ ...record, body: "nonsense" });
    expect([handedBack, deadLetters]).toEqual([0, [{ messageId: "m1", body: "nonsense", reason: "is nonsense" }]]);
    const riddle = await consumed({ ...record, body: "a riddle" });
    expect(riddle.pauses[0]).toBe(20);
    expect(done.filter((note) => note === "one")).toEqual(["one"]);
  });

  const ODD: readonly [unknown][] = [[null], [{}], ["text"], [{ messageId: 1, body: { note: 1 }, attributes: null }]];
  test.each(ODD)("does not throw for %j, and takes note of what it may be", async (record) => {
    const { deadLetters } = await consumed(record);
    expect(deadLetters).toEqual([expect.objectContaining({ body: expect.any(String), reason: "is nonsense" })]);
  });
});

const ENVELOPE = { Type: "Notification", MessageId: "1", TopicArn: "arn:aws:sns:eu-west-1:000000000000:notes" };

test.each([
  ["is an SNS envelope: turn on raw message delivery for the subscription", { ...ENVELOPE, Message: "one" }],
  ["is nonsense", { ...ENVELOPE, Message: { text: "one" } }],
  ["is nonsense", { ...ENVELOPE, Message: "one", TopicArn: undefined }],
  ["is nonsense", { ...ENVELOPE, Message: "one", Type: "Order" }],
  ["is nonsense", [{ ...ENVELOPE, Message: "one" }]],
  ["is nonsense", null],
])("a message of another shape is dead-lettered with the reason that it %s", async (reason, body) => {
  const { services, clock, deadLetters } = new TestBarista();
  const parse = () => refused("is nonsense");
  await consumeBatch(batchOf(body), { ...notes, parse }, services, clock.now() + FUNCTION_MS);
  expect(deadLetters).toEqual([{ messageId: "message-1", body: JSON.stringify(body), reason }]);
});

test("an envelope is consumed by who can read it", async () => {
  const { services, clock, deadLetters } = new TestBarista();
  await consumeBatch(batchOf({ ...ENVELOPE, Message: "one" }), notes, services, clock.now() + FUNCTION_MS);
  expect([deadLetters, done.length]).toEqual([[], 1]);
});

describe("as it is deployed", () => {
  const { requests } = deployed(
    async () => ({ handler: undefined }),
    (url) => ({
      ORDER_READY_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:order-ready",
      DEAD_LETTER_QUEUE_URL: `${url}/000000000000/notes-dead-letter.fifo`,
      IDEMPOTENCY_TABLE_NAME: "notes",
    }),
  );
  const readFrom = (queue: string) => {
    process.env["QUEUE_URL"] = `${process.env["AWS_ENDPOINT_URL"]}/000000000000/${queue}`;
  };

  test("it does not start with a FIFO queue whose order nobody would keep", () => {
    readFrom("notes.fifo");
    expect(() => queueConsumer(notes)).toThrow("is a FIFO queue: queueConsumer needs consumeFifoBatch");
    expect(queueConsumer(notes, consumeFifoBatch)).toBeInstanceOf(Function);
    readFrom("notes");
    expect(queueConsumer(notes)).toBeInstanceOf(Function);
  });

  test("the barista of a FIFO queue makes a location's orders one after the other", async () => {
    readFrom("orders.fifo");
    const { handler } = await import("../../../lambda/barista/fifo");
    const event = inLine(["counter", anOrder(1)], ["counter", anOrder(2)]);
    expect(await handler(event, invocation)).toEqual({ batchItemFailures: [] });
    const published = requests().flatMap((body, place) => (body.includes("Action=PublishBatch") ? [place] : []));
    const second = requests().findIndex((body) => body.includes(`order#${orderId(2)}`));
    expect(published).toHaveLength(2);
    expect(published[0]).toBeLessThan(second);
  });
});
