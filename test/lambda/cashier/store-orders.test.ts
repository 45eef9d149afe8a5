import type { SendMessageBatchCommandInput, SendMessageBatchResult } from "@aws-sdk/client-sqs";
import { storeOrders, timeToStore } from "../../../lambda/cashier/store-orders";
import { answeredSqs } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, anOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders";
const three = [anOrder(1), anOrder(2, { notify: { sms: ADAS_PHONE } }), anOrder(3)];
const [COUNTER, HARBOUR] = [{ MessageGroupId: "counter" }, { MessageGroupId: "harbour" }];
const stored = (Id: string) => ({ Id, MessageId: `m${Id}`, MD5OfMessageBody: "" });
const failed = (Id: string) => ({ Id, Code: "InternalError", SenderFault: false });

/** A queue that replies so to each request, and the requests. */
const queue = (reply: Partial<SendMessageBatchResult>) => {
  const requests: SendMessageBatchCommandInput[] = [];
  const client = answeredSqs((input: SendMessageBatchCommandInput) => {
    requests.push(input);
    return reply;
  });
  return { client, requests };
};

describe("orders are stored", () => {
  test("with one request for all of them, each as it is", async () => {
    const { client, requests } = queue({ Successful: ["0", "1", "2"].map(stored), Failed: [] });
    expect(await storeOrders(client, QUEUE_URL)(three)).toEqual(new Set([1, 2, 3].map(orderId)));
    expect(requests.map(({ QueueUrl }) => QueueUrl)).toEqual([QUEUE_URL]);
    expect(requests[0]?.Entries?.map(({ MessageBody }) => JSON.parse(MessageBody ?? ""))).toEqual(three);
    expect(lines()).toEqual([]);
  });

  test.each([
    ["standard", {}, {}],
    ["fair", COUNTER, HARBOUR],
    ["fifo", { ...COUNTER, MessageDeduplicationId: orderId(1) }, { ...HARBOUR, MessageDeduplicationId: orderId(2) }],
  ] as const)("in a queue that is %s, each in its place", async (queueKind, first, second) => {
    const { client, requests } = queue({ Successful: ["0", "1"].map(stored) });
    await storeOrders(client, QUEUE_URL, queueKind)([anOrder(1), anOrder(2, { pickupLocation: "harbour" })]);
    const places = requests[0]?.Entries?.map(({ Id: _, MessageBody: __, ...place }) => place);
    expect(places).toEqual([first, second]);
  });

  test("one by one in the reply: an entry that failed is not stored, its neighbours are", async () => {
    const { client } = queue({ Successful: [stored("2"), stored("0")], Failed: [failed("1")] });
    expect(await storeOrders(client, QUEUE_URL)(three)).toEqual(new Set([1, 3].map(orderId)));
    expect(facts()).toEqual([{ message: "order not stored", orderId: orderId(2), reason: "InternalError" }]);
  });

  test.each([
    ["an entry that the reply does not mention", { Successful: [stored("0"), stored("2")] }, [1, 3]],
    ["all entries, when the reply mentions none", {}, []],
    ["an entry that nobody sent, and that failed", { Successful: [stored("0")], Failed: [failed("7")] }, [1]],
    ["an entry that nobody sent", { Successful: [stored("3"), stored("x"), stored("-1"), stored("0")] }, [1]],
    ["all entries, when each failed", { Failed: ["0", "1", "2"].map(failed) }, []],
  ])("only when SQS says so; not stored: %s", async (_, reply, numbers) => {
    expect(await storeOrders(queue(reply).client, QUEUE_URL)(three)).toEqual(new Set(numbers.map(orderId)));
    expect(lines()).toHaveLength("Failed" in reply ? reply.Failed.length : 0);
  });

  test("or given up after four seconds, which leaves one of the promised five for the way", async () => {
    jest.useFakeTimers();
    const client = answeredSqs(() => new Promise<never>(() => undefined));
    const send = jest.spyOn(client, "send");
    const answers: unknown[] = [];
    const store = storeOrders(client, QUEUE_URL);
    void store(three).then((ids) => answers.push(ids));
    await jest.advanceTimersByTimeAsync(3_999);
    expect(answers).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(answers).toEqual([new Set()]);
    expect(send).toHaveBeenCalledWith(expect.anything(), { abortSignal: expect.objectContaining({ aborted: true }) });
    expect(lines()).toEqual(['{"message":"orders not stored","orders":3,"reason":"DeadlinePassed"}']);
    jest.useRealTimers();
  });

  test.each([0, -5])("or not even sent, when %i ms are left to do it", async (deadlineMs) => {
    const { client } = queue({ Successful: ["0", "1", "2"].map(stored) });
    const send = jest.spyOn(client, "send");
    expect(await storeOrders(client, QUEUE_URL)(three, deadlineMs)).toEqual(new Set());
    expect(send).not.toHaveBeenCalled();
    expect(lines()).toEqual(['{"message":"orders not stored","orders":3,"reason":"DeadlinePassed"}']);
  });

  test("or not at all when the request fails; the cashier is told so, not thrown at", async () => {
    const client = answeredSqs(() => {
      throw new RangeError(`cannot store ${ADAS_PHONE}`);
    });
    expect(await storeOrders(client, QUEUE_URL)(three)).toEqual(new Set());
    expect(facts()).toEqual([{ message: "orders not stored", orders: 3, reason: "RangeError" }]);
  });
});

test.each([
  [8_000, 4_000],
  [4_301, 4_000],
  [4_299, 3_999],
  [1_000, 700],
  [300, 0],
  [0, 0],
  [-5, 0],
])("the time the queue may take with %i ms left is %i ms", (remaining, time) => {
  expect(timeToStore(remaining)).toBe(time);
});
