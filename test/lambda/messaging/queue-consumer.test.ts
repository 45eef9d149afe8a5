import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { consumeBatch } from "../../../lambda/messaging/consume-batch";
import { consumeFifoBatch } from "../../../lambda/messaging/consume-fifo-batch";
import { type Consumer, queueConsumer } from "../../../lambda/messaging/queue-consumer";
import { FUNCTION_MS, TestBar } from "../support/bar";
import { batchOf, inLine } from "../support/deliveries";
import { invocation } from "../support/invocation";
import { localAws } from "../support/local-aws";
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
  const { bar, clock } = new TestBar();
  const answer = await consumeBatch(batchOf("one", "a riddle", "two"), notes, bar, clock.now() + FUNCTION_MS);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "message-2" }] } satisfies SQSBatchResponse);
  expect(done).toEqual(["one", "two"]);
  expect(facts()).toContainEqual({
    message: "not consumed",
    step: "parse",
    id: "message-2",
    reason: "TypeError",
  });
});

describe("as it is deployed", () => {
  let aws: Awaited<ReturnType<typeof localAws>>;
  beforeAll(async () => {
    aws = await localAws();
    Object.assign(process.env, aws.environment, {
      ORDER_READY_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:order-ready",
      DEAD_LETTER_QUEUE_URL: `${aws.url}/000000000000/notes-dead-letter.fifo`,
      IDEMPOTENCY_TABLE_NAME: "notes",
    });
  });
  afterAll(() => aws.close());

  test("it does not start with a FIFO queue whose order nobody would keep", () => {
    process.env["QUEUE_URL"] = `${aws.url}/000000000000/notes.fifo`;
    expect(() => queueConsumer(notes)).toThrow("is a FIFO queue: queueConsumer needs consumeFifoBatch");
    expect(queueConsumer(notes, consumeFifoBatch)).toBeInstanceOf(Function);
    process.env["QUEUE_URL"] = `${aws.url}/000000000000/notes`;
    expect(queueConsumer(notes)).toBeInstanceOf(Function);
  });

  test("the barista of a FIFO queue makes a location's orders one after the other", async () => {
    process.env["QUEUE_URL"] = `${aws.url}/000000000000/orders.fifo`;
    const fifo: { handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> } = await import(
      "../../../lambda/barista/fifo"
    );
    const before = aws.requests.length;
    expect(await fifo.handler(inLine(["bar", anOrder(1)], ["bar", anOrder(2)]), invocation)).toEqual({
      batchItemFailures: [],
    });
    const requests = aws.requests.slice(before);
    const published = requests.flatMap((body, place) => (body.includes("Action=PublishBatch") ? [place] : []));
    const second = requests.findIndex((body) => body.includes(`order#${orderId(2)}`));
    expect(published).toHaveLength(2);
    expect(published[0]).toBeLessThan(second);
  });
});
