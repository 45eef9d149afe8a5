import { deadLetter } from "../../../lambda/messaging/dead-letter";
import { eachTestLogs } from "../support/logs";
import { idsOf, large, MEBIBYTE, strictQueue, TWO_BYTES } from "../support/strict-queue";

eachTestLogs();

const DEAD_LETTER_QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders-dead-letter";

describe("orders that can never be made, and are many or large", () => {
  const attributesOf = async (bytes: number, reason: string) => {
    const { client, requests } = strictQueue();
    const message = large(bytes, 1, reason);
    expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)([message])).toEqual(idsOf([message]));
    expect(requests[0]?.[0]?.MessageBody).toBe(message.body);
    return requests[0]?.[0]?.MessageAttributes;
  };

  test.each([10, 11, 95, 1_000])("go in tens: %i", async (count) => {
    const { client, requests } = strictQueue();
    const many = Array.from({ length: count }, (_, number) => large(20, number));
    expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)(many)).toEqual(idsOf(many));
    expect(requests).toHaveLength(Math.ceil(count / 10));
  });

  test("do not fail with their neighbours: one request that fails keeps its own messages back", async () => {
    const many = Array.from({ length: 35 }, (_, number) => large(20, number));
    const { client } = strictQueue(({ MessageAttributes }) =>
      Boolean(MessageAttributes?.["originalMessageId"]?.StringValue?.endsWith("12")),
    );
    const kept = many.filter((_, number) => number < 10 || number >= 20);
    expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)(many)).toEqual(idsOf(kept));
  });

  test("are not begun any more once there is no time left", async () => {
    const { client, requests } = strictQueue();
    expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)([large(20, 1)], AbortSignal.abort())).toEqual(new Set());
    expect(requests).toEqual([]);
  });

  test("leave room for what is said about them by saying less, the id last but one, the reason last", async () => {
    const reason = { DataType: "String", StringValue: "is not JSON" };
    const originalMessageId = { DataType: "String", StringValue: "00000000-0000-4000-8000-000000000001" };
    const long = TWO_BYTES.repeat(300);
    expect(await attributesOf(MEBIBYTE - 82, "is not JSON")).toEqual({ reason, originalMessageId });
    expect(await attributesOf(MEBIBYTE - 80, "is not JSON")).toEqual({ reason });
    expect(await attributesOf(MEBIBYTE - 112, long)).toEqual({
      reason: { ...reason, StringValue: TWO_BYTES.repeat(20) },
      originalMessageId,
    });
    expect(await attributesOf(MEBIBYTE - 110, long)).toEqual({
      reason: { ...reason, StringValue: TWO_BYTES.repeat(49) },
    });
    expect(await attributesOf(MEBIBYTE - 14, long)).toEqual({ reason: { ...reason, StringValue: TWO_BYTES } });
    expect(await attributesOf(MEBIBYTE - 12, long)).toBeUndefined();
    expect(await attributesOf(MEBIBYTE, long)).toBeUndefined();
  });
});
