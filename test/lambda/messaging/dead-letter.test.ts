import type { SendMessageBatchCommandInput, SendMessageBatchResult } from "@aws-sdk/client-sqs";
import { deadLetter, letterOf, MOST_BYTES, type Poison } from "../../../lambda/messaging/dead-letter";
import { answeredSqs } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { idsOf, large, strictQueue } from "../support/strict-queue";

const { lines, facts } = eachTestLogs();
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders-dead-letter";
const stored = (Id: string) => ({ Id, MessageId: `m${Id}`, MD5OfMessageBody: "" });
const poison = (messageId: string, reason = "is not JSON") => ({ messageId, body: "one latte", reason });

const sendIn = async (messages: readonly Poison[], reply: Partial<SendMessageBatchResult>, url = QUEUE_URL) => {
  const requests: SendMessageBatchCommandInput[] = [];
  const queue = answeredSqs((input: SendMessageBatchCommandInput) => {
    requests.push(input);
    return reply;
  });
  return { gone: await deadLetter(queue, url)(messages), requests };
};

const reasonGiven = async (reason: string): Promise<string> => {
  const { requests } = await sendIn([poison("message-1", reason)], { Successful: [stored("0")] });
  return requests[0]?.Entries?.[0]?.MessageAttributes?.["reason"]?.StringValue ?? "";
};

describe("an order that can never be made", () => {
  test("goes to the dead-letter queue as it came, with the reason and the id it had", async () => {
    const two = [poison("message-1"), poison("message-2", "drink: is missing")];
    const { gone, requests } = await sendIn(two, { Successful: [stored("1"), stored("0")] });
    expect(gone).toEqual(new Set(["message-1", "message-2"]));
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const entry = (Id: string, reason: string, originalMessageId: string) => ({
      Id,
      MessageBody: "one latte",
      MessageAttributes: { reason: text(reason), originalMessageId: text(originalMessageId) },
    });
    const Entries = [entry("0", "is not JSON", "message-1"), entry("1", "drink: is missing", "message-2")];
    expect(requests).toEqual([{ QueueUrl: QUEUE_URL, Entries }]);
  });

  test.each([
    ["an entry that failed", { Successful: [stored("1")], Failed: [{ Id: "0", Code: "Oops", SenderFault: false }] }],
    ["an entry that is not mentioned", { Successful: [stored("1")] }],
    ["an entry that nobody sent", { Successful: [stored("1"), stored("9")] }],
  ])("is known to be there only when SQS says so; not known: %s", async (_, reply) => {
    expect((await sendIn([poison("message-1"), poison("message-2")], reply)).gone).toEqual(new Set(["message-2"]));
    expect(lines().join("")).not.toContain("one latte");
  });

  test("stays in its group; a FIFO queue knows it by the id it had", async () => {
    const sentTo = async (url: string) => {
      const letter = { ...poison("message-1"), groupId: "harbour" };
      const { requests } = await sendIn([letter], { Successful: [stored("0")] }, url);
      const [{ MessageGroupId, MessageDeduplicationId } = {}] = requests[0]?.Entries ?? [];
      return { MessageGroupId, MessageDeduplicationId };
    };
    expect(await sentTo(QUEUE_URL)).toEqual({ MessageGroupId: "harbour" });
    const deduplicated = { MessageGroupId: "harbour", MessageDeduplicationId: "message-1" };
    expect(await sentTo(`${QUEUE_URL}.fifo`)).toEqual(deduplicated);
  });

  test.each([
    ["ten", 10, "one latte", [10]],
    ["eleven", 11, "one latte", [10, 1]],
    ["a thousand", 1_000, "one latte", Array(100).fill(10)],
    ["two that fill it to the last byte", 2, "x".repeat(MOST_BYTES / 2 - 55), [2]],
    ["two with one byte too many", 2, "x".repeat(MOST_BYTES / 2 - 54), [1, 1]],
  ])("goes in a request with as many others as SQS takes: %s", async (_, count, body, sizes) => {
    const many = Array.from({ length: count }, (_, place) => ({ ...poison(`message-${place % 10}`), body }));
    const { requests } = await sendIn(many, {});
    expect(requests.map(({ Entries = [] }) => Entries.length)).toEqual(sizes);
  });

  test("is logged with SQS's reason when it was not taken, unless nobody knows what it was", async () => {
    const Failed = ["0", "9"].map((Id) => ({ Id, Code: "Oops", SenderFault: false }));
    await sendIn([poison("message-1")], { Failed });
    expect(facts()).toEqual([
      { message: "message not dead-lettered", messageId: "message-1", reason: "Oops" },
      { message: "message not dead-lettered", reason: "Oops" },
    ]);
    await sendIn([poison("message-1")], { Successful: [stored("0")] });
    expect(lines()).toHaveLength(2);
  });

  test("asks nobody when there is none", async () => {
    expect(await sendIn([], {})).toEqual({ gone: new Set(), requests: [] });
  });

  test("is not known to be there when the request fails as a whole", async () => {
    const queue = answeredSqs(() => Promise.reject(new RangeError("the queue is away: one latte")));
    expect(await deadLetter(queue, QUEUE_URL)([poison("message-1")])).toEqual(new Set());
    expect(facts()).toEqual([{ message: "messages not dead-lettered", messages: 1, reason: "RangeError" }]);
  });
});

describe("a message that leaves little room for the reason and the id it had", () => {
  const fifty = "r".repeat(50);

  test.each([
    [94, fifty, 50, true],
    [93, fifty, 49, true],
    [84, fifty, 40, true],
    [83, fifty, 50, false],
    [61, fifty, 49, false],
    [13, fifty, 1, false],
    [12, fifty, 0, false],
    [0, fifty, 0, false],
    [45, "r", 1, true],
    [44, "r", 1, false],
    [15, "éé", 1, false],
    [16, "éé", 2, false],
  ])("of %i bytes, for %j: %i characters of the reason; the id: %s", (room, reason, characters, withId) => {
    const body = "x".repeat(MOST_BYTES - room);
    const { bytes, entry } = letterOf({ messageId: "message-1", body, reason }, false);
    const given = { reason: entry.MessageAttributes?.["reason"], id: entry.MessageAttributes?.["originalMessageId"] };
    expect([given.reason?.StringValue ?? "", given.id !== undefined]).toEqual([reason.slice(0, characters), withId]);
    expect(entry.MessageAttributes === undefined).toBe(characters === 0);
    const added = (characters && 12 + Buffer.byteLength(given.reason?.StringValue ?? "")) + (withId ? 32 : 0);
    expect(bytes).toBe(MOST_BYTES - room + added);
  });
});

describe("the reason", () => {
  test("is short enough to read in a list", async () => {
    expect(await reasonGiven("a".repeat(300))).toBe("a".repeat(300));
    expect(await reasonGiven("a".repeat(301))).toBe("a".repeat(300));
    expect(await reasonGiven("🫖".repeat(400))).toBe("🫖".repeat(300));
  });

  test.each([
    ["control characters", "a\u0000b\u001bc\nd\u0085", "a·b·c·d·"],
    ["characters that Unicode leaves out", "a\ufffeb\uffffc", "a·b·c"],
    ["halves of characters", "a\ud83db\udc4bc", "a\ufffdb\ufffdc"],
  ])("has none of the %s that SQS refuses", async (_, reason, text) => {
    expect(await reasonGiven(reason)).toBe(text);
  });
});

describe("orders that can never be made, and are many", () => {
  test("do not fail with their neighbours: one request that fails keeps its own messages back", async () => {
    const many = Array.from({ length: 35 }, (_, number) => large(20, number));
    const { client, requests } = strictQueue(({ MessageAttributes }) =>
      Boolean(MessageAttributes?.["originalMessageId"]?.StringValue?.endsWith("12")),
    );
    const kept = many.filter((_, number) => number < 10 || number >= 20);
    expect(await deadLetter(client, QUEUE_URL)(many)).toEqual(idsOf(kept));
    expect(requests).toHaveLength(4);
  });

  test("are not begun any more once there is no time left", async () => {
    const { client, requests } = strictQueue();
    expect(await deadLetter(client, QUEUE_URL)([large(20, 1)], AbortSignal.abort())).toEqual(new Set());
    expect(requests).toEqual([]);
  });
});
