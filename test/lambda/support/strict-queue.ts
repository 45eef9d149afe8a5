import type { SendMessageBatchRequestEntry, SendMessageCommandInput } from "@aws-sdk/client-sqs";
import type { Poison } from "../../../lambda/messaging/dead-letter";
import { answeredSqs } from "./answered-client";

/** What SQS takes in one message, and in one request. */
export const MEBIBYTE = 1_048_576;

export const TWO_BYTES = "é";

export const bytesOf = ({ MessageBody = "", MessageAttributes = {} }: Partial<SendMessageBatchRequestEntry>): number =>
  Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType = "", StringValue = "" }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    Buffer.byteLength(MessageBody),
  );

/** A queue that takes what SQS takes: 1 MiB in one request. */
export const strictQueue = () => {
  const requests: SendMessageCommandInput[] = [];
  const client = answeredSqs((message: SendMessageCommandInput) => {
    requests.push(message);
    if (bytesOf(message) > MEBIBYTE) throw new Error("InvalidMessageContents");
    return {};
  });
  return { client, requests };
};

/** A message of so many bytes, an even number of them, that can never be made. */
export const large = (bytes: number, number: number, reason = "is not JSON"): Poison => ({
  messageId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  body: TWO_BYTES.repeat(bytes / 2),
  reason,
});

export const idsOf = (messages: readonly Poison[]): ReadonlySet<string> =>
  new Set(messages.map(({ messageId }) => messageId));
