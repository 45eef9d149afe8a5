import type { ChangeMessageVisibilityBatchCommandInput, ChangeMessageVisibilityBatchResult } from "@aws-sdk/client-sqs";
import { backOff, pauseSeconds } from "../../../lambda/messaging/back-off";
import { answeredSqs } from "../support/answered-client";
import { TestBarista } from "../support/barista-services";
import { batchOf, delivered, inLine } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { lines } = eachTestLogs();
const PAUSES = ["0: 20 s", "1: 80 s"];
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders";

const received = (messageId: string, receives: string) => {
  const record = delivered("{}", messageId);
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: receives } };
};

test("the pause doubles from attempt to attempt, and five of them cover minutes of an outage", () => {
  expect([1, 2, 3, 4].map((receives) => pauseSeconds(receives, 0.5))).toEqual([20, 40, 80, 160]);
});

describe("handing back", () => {
  const asked: ChangeMessageVisibilityBatchCommandInput[] = [];
  const queue = (reply: ChangeMessageVisibilityBatchResult) =>
    answeredSqs((input: ChangeMessageVisibilityBatchCommandInput) => {
      asked.push(input);
      return reply;
    });
  beforeEach(() => {
    asked.length = 0;
  });

  test("sets a pause of its own for each message, by how often it was handed out", async () => {
    const reply = { Successful: [{ Id: "0" }, { Id: "1" }], Failed: [] };
    await backOff(queue(reply), QUEUE_URL, () => 0.5)([received("m1", "1"), received("m2", "3")]);
    expect(asked[0]?.QueueUrl).toBe(QUEUE_URL);
    expect(asked[0]?.Entries?.map(({ Id, VisibilityTimeout }) => `${Id}: ${VisibilityTimeout} s`)).toEqual(PAUSES);
  });

  test.each([11, 95])("asks for ten messages at a time, each with its own handle: %i", async (count) => {
    const records = Array.from({ length: count }, (_, number) => received(`m${number}`, "1"));
    await backOff(queue({ Successful: [], Failed: [] }), QUEUE_URL)(records);
    const tens = Array(Math.floor(count / 10)).fill(10);
    expect(asked.map(({ Entries = [] }) => Entries.length)).toEqual([...tens, count % 10]);
    const handles = asked.flatMap(({ Entries = [] }) => Entries.map(({ ReceiptHandle }) => ReceiptHandle));
    expect(new Set(handles)).toEqual(new Set(records.map(({ receiptHandle }) => receiptHandle)));
  });

  test("goes on with the other tens when one request fails, and begins none when the answer is due", async () => {
    const records = Array.from({ length: 25 }, (_, number) => received(`m${number}`, "1"));
    let requests = 0;
    const unwell = answeredSqs(() => {
      requests += 1;
      if (requests === 1) throw new Error("away");
      return { Successful: [], Failed: [] };
    });
    await backOff(unwell, QUEUE_URL)(records);
    expect(requests).toBe(3);
    await backOff(unwell, QUEUE_URL)(records, AbortSignal.abort());
    expect(requests).toBe(3);
  });

  test("lets a group of a FIFO queue wait as long as its first message, and each group for itself", async () => {
    const { Records: records } = inLine(["a", "1"], ["b", "2"], ["a", "3"]);
    Object.assign(records[0]?.attributes ?? {}, { ApproximateReceiveCount: "3" });
    const pausesAt = async (queueUrl: string) => {
      asked.length = 0;
      await backOff(queue({ Successful: [], Failed: [] }), queueUrl, () => 0.5)(records);
      return asked[0]?.Entries?.map(({ VisibilityTimeout }) => VisibilityTimeout);
    };
    expect(await pausesAt(`${QUEUE_URL}.fifo`)).toEqual([80, 20, 80]);
    expect(await pausesAt(QUEUE_URL)).toEqual([80, 20, 20]);
  });

  test("asks nothing when nothing is handed back", async () => {
    await backOff(queue({ Successful: [], Failed: [] }), QUEUE_URL)([]);
    expect(asked).toEqual([]);
  });

  test("goes on when a pause cannot be set, and says which", async () => {
    const Failed = [{ Id: "0", Code: "MessageNotInflight", SenderFault: true }];
    await backOff(queue({ Successful: [], Failed }), QUEUE_URL)([received("m1", "1")]);
    const away = answeredSqs(() => Promise.reject(new Error("away")));
    await backOff(away, QUEUE_URL)([received("m2", "nonsense")]);
    expect(lines().join()).toMatch(/pause not set.*m1.*pauses not set/);
  });
});

test("a barista gives a pause to what it hands back, and to nothing else", async () => {
  const barista = new TestBarista();
  barista.failures = { announce: [orderId(2)] };
  const { batchItemFailures } = await barista.serve(batchOf(anOrder(1), anOrder(2), "poison"));
  expect(barista.handedBack).toEqual(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  expect(barista.handedBack).toHaveLength(1);
});
