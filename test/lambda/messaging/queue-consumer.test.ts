import type { SQSBatchResponse } from "aws-lambda";
import { consumeBatch } from "../../../lambda/messaging/consume-batch";
import { consumeFifoBatch } from "../../../lambda/messaging/consume-fifo-batch";
import { type Consumer, queueConsumer } from "../../../lambda/messaging/queue-consumer";
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
    return { ok: true, value: body };
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
