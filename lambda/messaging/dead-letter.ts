import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { ENTRIES_PER_REQUEST, inParallel, isFifo, REQUESTS_AT_A_TIME, until } from "./aws-clients";
import { errorName, log } from "./log";
import { UNSENDABLE } from "./parse";

/** A message that can never work, and why. */
export interface Poison {
  readonly messageId: string;
  readonly body: string;
  /** The group of a FIFO queue that it belongs to, and stays in. */
  readonly groupId?: string | undefined;
  readonly reason: string;
}

/**
 * Puts poison messages straight into the dead-letter queue, each with its reason, instead of letting them use up their
 * attempts first. One request that fails does not affect the others; none is begun once the signal aborts.
 *
 * @returns ids of the messages that are known to be there; never rejects
 */
export const deadLetter =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async (messages: readonly Poison[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    const gone = new Set<string>();
    const send = async (letters: readonly DeadLetter[]): Promise<void> => {
      const Entries = letters.map(({ entry }, place) => ({ Id: String(place), ...entry }));
      try {
        const command = new SendMessageBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries });
        const { Successful = [], Failed = [] } = await client.send(command, until(signal));
        for (const { Id, Code } of Failed)
          log("message not dead-lettered", { messageId: letters[Number(Id)]?.messageId, reason: Code });
        const stored = new Set(Successful.map(({ Id }) => Id));
        for (const [place, { messageId }] of letters.entries()) if (stored.has(String(place))) gone.add(messageId);
      } catch (error) {
        log("messages not dead-lettered", { messages: letters.length, reason: errorName(error) });
      }
    };
    const letters = messages.map((message) => letterOf(message, isFifo(deadLetterQueueUrl)));
    await inParallel(requests(letters), REQUESTS_AT_A_TIME, send, signal);
    return gone;
  };

/**
 * The most that one message, and all messages of one request together, may have: 1 MiB.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const MOST_BYTES = 1_048_576;

/** Fills requests in turn: none has more messages or bytes than SQS takes. */
const requests = (letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] => {
  const filled: DeadLetter[][] = [];
  let request: DeadLetter[] | undefined;
  let room = MOST_BYTES;
  for (const letter of letters) {
    if (!request || request.length === ENTRIES_PER_REQUEST || letter.bytes > room) {
      request = [];
      filled.push(request);
      room = MOST_BYTES;
    }
    request.push(letter);
    room -= letter.bytes;
  }
  return filled;
};

/**
 * A message on its way to the dead-letter queue: its body as it came, with the attributes `reason` and `originalMessageId` as
 * far as it leaves room for them. The reason is shortened, but not to less than 40 bytes, which do not tell anybody anything:
 * rather the id is left out. A FIFO queue drops a copy within five minutes, of a function that died before it could report.
 *
 * @returns the entry, and how many bytes SQS counts of it: body, and name, type and value of each attribute, in UTF-8
 */
export const letterOf = ({ messageId, body, groupId, reason }: Poison, fifo: boolean) => {
  const text = attributeText(reason);
  const room = MOST_BYTES - Buffer.byteLength(body) - attributeBytes("reason", "");
  const idBytes = attributeBytes("originalMessageId", messageId);
  const withId = room >= idBytes + Math.min(Buffer.byteLength(text), 40);
  const attributes = Object.entries({
    reason: firstBytes(text, withId ? room - idBytes : room),
    originalMessageId: withId ? messageId : "",
  }).filter(([, value]) => value !== "");
  const MessageAttributes = Object.fromEntries(
    attributes.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  return {
    messageId,
    bytes: attributes.reduce((sum, attribute) => sum + attributeBytes(...attribute), Buffer.byteLength(body)),
    entry: {
      MessageBody: body,
      ...(attributes.length > 0 && { MessageAttributes }),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(fifo && { MessageDeduplicationId: messageId }),
    },
  };
};

type DeadLetter = ReturnType<typeof letterOf>;

const attributeBytes = (name: string, value: string): number => Buffer.byteLength(`${name}String${value}`);

/** As many whole characters from the beginning as fit. */
const firstBytes = (text: string, most: number): string => {
  const room = new Uint8Array(Math.max(0, Math.min(most, Buffer.byteLength(text))));
  return text.slice(0, new TextEncoder().encodeInto(text, room).read);
};

const NOT_IN_A_LIST = new RegExp(`[\\p{Cc}${UNSENDABLE}]`, "gu");

/** Text for an attribute: on one line, in 300 characters for whoever reads a list, without what SQS refuses. */
export const attributeText = (text: string): string =>
  [...text.replace(/\p{Cs}/gu, "\ufffd").replace(NOT_IN_A_LIST, "·")].slice(0, 300).join("");
