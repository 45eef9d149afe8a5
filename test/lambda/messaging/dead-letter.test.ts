import type { SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { deadLetter, entryOf, MOST_BYTES, type Poison } from "../../../lambda/messaging/dead-letter";
import { answeredSqs } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { bytesOf, idsOf, large, strictQueue } from "../support/strict-queue";

const { lines, facts } = eachTestLogs();
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders-dead-letter";
const poison = (messageId: string, reason = "is not JSON") => ({ messageId, body: "one latte", reason });

const sendIn = async (messages: readonly Poison[], url = QUEUE_URL) => {
  const { client, requests } = strictQueue();
  return { gone: await deadLetter(client, url)(messages), requests };
};

const reasonGiven = async (reason: string): Promise<string> => {
  const { requests } = await sendIn([poison("message-1", reason)]);
  return requests[0]?.MessageAttributes?.["reason"]?.StringValue ?? "";
};

describe("an order that can never be made", () => {
  test("goes to the dead-letter queue as it came, with the reason and the id it had", async () => {
    const two = [poison("message-1"), poison("message-2", "drink: is missing")];
    const { gone, requests } = await sendIn(two);
    expect(gone).toEqual(new Set(["message-1", "message-2"]));
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const sent = (reason: string, originalMessageId: string) => ({
      QueueUrl: QUEUE_URL,
      MessageBody: "one latte",
      MessageAttributes: { reason: text(reason), originalMessageId: text(originalMessageId) },
    });
    expect(requests).toEqual([sent("is not JSON", "message-1"), sent("drink: is missing", "message-2")]);
    expect(lines()).toEqual([]);
  });

  test("stays in its group; a FIFO queue knows it by the id it had", async () => {
    const sentTo = async (url: string) => {
      const letter = { ...poison("message-1"), groupId: "harbour" };
      const { requests } = await sendIn([letter], url);
      const [{ MessageGroupId, MessageDeduplicationId } = {}] = requests;
      return { MessageGroupId, MessageDeduplicationId };
    };
    expect(await sentTo(QUEUE_URL)).toEqual({ MessageGroupId: "harbour" });
    const deduplicated = { MessageGroupId: "harbour", MessageDeduplicationId: "message-1" };
    expect(await sentTo(`${QUEUE_URL}.fifo`)).toEqual(deduplicated);
  });

  test("asks nobody when there is none", async () => {
    expect(await sendIn([])).toEqual({ gone: new Set(), requests: [] });
  });

  test("is not known to be there when its request fails, and the log says why and quotes nothing", async () => {
    const queue = answeredSqs(({ MessageAttributes }: SendMessageCommandInput) => {
      if (JSON.stringify(MessageAttributes).includes("message-1")) throw new RangeError("the queue is away: one latte");
      return {};
    });
    const two = [poison("message-1"), poison("message-2")];
    expect(await deadLetter(queue, QUEUE_URL)(two)).toEqual(new Set(["message-2"]));
    expect(facts()).toEqual([{ message: "message not dead-lettered", messageId: "message-1", reason: "RangeError" }]);
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
    const entry = entryOf({ messageId: "message-1", body, reason }, false);
    const { reason: kept, originalMessageId: id } = entry.MessageAttributes as Record<string, { StringValue: string }>;
    expect([kept?.StringValue ?? "", id !== undefined]).toEqual([reason.slice(0, characters), withId]);
    expect(bytesOf(entry)).toBeLessThanOrEqual(MOST_BYTES);
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
  test("do not fail with their neighbours, and go ten at a time", async () => {
    const many = Array.from({ length: 35 }, (_, number) => large(20, number));
    let [underWay, most] = [0, 0];
    const client = answeredSqs(async ({ MessageAttributes }: SendMessageCommandInput) => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      if (MessageAttributes?.["originalMessageId"]?.StringValue?.endsWith("12")) throw new Error("InternalFailure");
      return {};
    });
    const kept = many.filter((_, number) => number !== 12);
    expect(await deadLetter(client, QUEUE_URL)(many)).toEqual(idsOf(kept));
    expect(most).toBe(10);
  });

  test("are not begun any more once there is no time left", async () => {
    const { client, requests } = strictQueue();
    expect(await deadLetter(client, QUEUE_URL)([large(20, 1)], AbortSignal.abort())).toEqual(new Set());
    expect(requests).toEqual([]);
  });
});
