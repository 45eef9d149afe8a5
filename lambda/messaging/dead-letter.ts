import type { SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { inParallel, isFifo, until } from "./aws-clients";
import { errorName, log } from "./log";
import { UNSENDABLE } from "./parse";

/** What one `SendMessageBatch` takes. */
const ENTRIES_PER_REQUEST = 10;

const REQUESTS_AT_A_TIME = 10;

/**
 * Puts poison orders straight into the dead-letter queue, each with its reason in the attribute `reason`,
 * instead of letting them use up five attempts first.
 *
 * They go in as many requests as their number and size need; one request that fails does not affect the others. No
 * further request is begun once the signal aborts.
 *
 * @returns ids of the messages that are known to be there; never rejects
 */
export const deadLetter =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async (messages: readonly Poison[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    const gone = new Set<string>();
    const send = async (letters: readonly DeadLetter[]): Promise<void> => {
      try {
        const { Successful = [], Failed = [] } = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: deadLetterQueueUrl,
            Entries: letters.map(({ entry }, place) => ({ Id: String(place), ...entry })),
          }),
          until(signal),
        );
        for (const { Id, Code } of Failed) {
          log("message not dead-lettered", { messageId: letters[Number(Id)]?.messageId, reason: Code });
        }
        for (const { Id } of Successful) {
          const messageId = letters[Number(Id)]?.messageId;
          if (messageId !== undefined) gone.add(messageId);
        }
      } catch (error) {
        log("messages not dead-lettered", { messages: letters.length, reason: errorName(error) });
      }
    };
    await inParallel(
      requests(messages.map((message) => letterOf(message, isFifo(deadLetterQueueUrl)))),
      REQUESTS_AT_A_TIME,
      send,
      signal,
    );
    return gone;
  };

/** Fills requests in turn: none has more messages or bytes than SQS takes. */
const requests = (letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] => {
  const filled: DeadLetter[][] = [];
  let room = 0;
  for (const letter of letters) {
    const last = filled.at(-1);
    if (last && last.length < ENTRIES_PER_REQUEST && letter.bytes <= room) last.push(letter);
    else {
      filled.push([letter]);
      room = MOST_BYTES;
    }
    room -= letter.bytes;
  }
  return filled;
};

/** A message that can never become a drink, and why. */
export interface Poison {
  readonly record: SQSRecord;
  readonly reason: string;
}

/** A message on its way to the dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  /** What SQS counts of it: body, and name, type and value of each attribute, in UTF-8. */
  readonly bytes: number;
  readonly entry: Omit<SendMessageBatchRequestEntry, "Id">;
}

/**
 * The most that one message, and all messages of one request together, may have: 1 MiB.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const MOST_BYTES = 1_048_576;

/** Less of a reason does not tell anybody anything. */
const LEAST_REASON_BYTES = 40;

/**
 * The message's body as it came, with the attributes `reason` and `originalMessageId` as far as there is room for them: it
 * may be as large as SQS takes. The reason is shortened before the id is left out, and left out last; whoever looks at the
 * message then finds out for themselves, by parsing it. Attributes that the message brought are left behind: orders have none.
 *
 * It stays in its group. A FIFO queue forgets one that is set aside twice within five minutes, by a barista that died before
 * it could report the first time.
 */
export const letterOf = ({ record, reason }: Poison, fifo: boolean): DeadLetter => {
  const { body, messageId } = record;
  const { MessageGroupId } = record.attributes;
  const text = attributeText(reason);
  const room = MOST_BYTES - bytesOf(body);
  const id = { originalMessageId: attribute(messageId) };
  const least = size({ reason: attribute("") }) + Math.min(bytesOf(text), LEAST_REASON_BYTES);
  const kept = room >= size(id) + least ? id : {};
  const shortened = firstBytes(text, room - size(kept) - size({ reason: attribute("") }));
  const attributes = { ...(shortened !== "" && { reason: attribute(shortened) }), ...kept };
  return {
    messageId,
    bytes: bytesOf(body) + size(attributes),
    entry: {
      MessageBody: body,
      ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
      ...(MessageGroupId !== undefined && { MessageGroupId }),
      ...(fifo && { MessageDeduplicationId: messageId }),
    },
  };
};

type Attribute = { readonly DataType: "String"; readonly StringValue: string };

const attribute = (StringValue: string): Attribute => ({ DataType: "String", StringValue });

const size = (attributes: Readonly<Record<string, Attribute>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + bytesOf(name) + bytesOf(DataType) + bytesOf(StringValue),
    0,
  );

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** As many whole characters from the beginning as fit. */
const firstBytes = (text: string, most: number): string => {
  let left = most;
  let end = 0;
  for (const character of text) {
    left -= bytesOf(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
};

/** What SQS allows for an attribute is far more; an operator reads this in a list. */
const MAX_CHARACTERS = 300;

const NOT_IN_A_LIST = new RegExp(`[\\p{Cc}${UNSENDABLE}]`, "gu");

/** Text for a message attribute: short, on one line, and without the characters that SQS refuses. */
export const attributeText = (text: string): string =>
  [...text.replace(/\p{Cs}/gu, "\ufffd").replace(NOT_IN_A_LIST, "·")].slice(0, MAX_CHARACTERS).join("");
