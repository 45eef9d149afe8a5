import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from "@aws-sdk/client-sqs";
import { ENTRIES_PER_REQUEST, inParallel, isFifo, REQUESTS_AT_A_TIME, until } from "./aws-clients";
import { errorName, log } from "./log";
import { UNSENDABLE } from "./parse";

/** A message that can never work, and why. */
export interface Poison {
  readonly messageId: string;
  readonly body: string;
  /** The group that it belongs to, and stays in. */
  readonly groupId?: string | undefined;
  readonly reason: string;
}

/**
 * Puts poison messages straight into the dead-letter queue, each with its reason in the attribute `reason`,
 * instead of letting them use up their attempts first.
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
      const messageIdOf = (Id: string | undefined) => letters[Number(Id)]?.messageId;
      const Entries = letters.map(({ entry }, place) => ({ Id: String(place), ...entry }));
      try {
        const command = new SendMessageBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries });
        const { Successful = [], Failed = [] } = await client.send(command, until(signal));
        for (const { Id, Code } of Failed)
          log("message not dead-lettered", { messageId: messageIdOf(Id), reason: Code });
        for (const { Id } of Successful) {
          const messageId = messageIdOf(Id);
          if (messageId !== undefined) gone.add(messageId);
        }
      } catch (error) {
        log("messages not dead-lettered", { messages: letters.length, reason: errorName(error) });
      }
    };
    const letters = messages.map((message) => letterOf(message, isFifo(deadLetterQueueUrl)));
    await inParallel(requests(letters), REQUESTS_AT_A_TIME, send, signal);
    return gone;
  };

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

/** Less of a reason does not tell anybody anything. */
const LEAST_REASON_BYTES = 40;

/**
 * The message's body as it came, with the attributes `reason` and `originalMessageId` as far as there is room for them: it
 * may be as large as SQS takes. The reason is shortened before the id is left out, and left out last.
 *
 * A FIFO queue forgets one that is dead-lettered twice within five minutes, by a function that died before it could report.
 */
export const letterOf = ({ messageId, body, groupId, reason }: Poison, fifo: boolean): DeadLetter => {
  const text = attributeText(reason);
  const room = MOST_BYTES - bytesOf(body) - sizeOf("reason", "");
  const idSize = sizeOf("originalMessageId", messageId);
  const withId = room >= idSize + Math.min(bytesOf(text), LEAST_REASON_BYTES);
  const said = {
    reason: firstBytes(text, withId ? room - idSize : room),
    originalMessageId: withId ? messageId : "",
  };
  const attributes = Object.entries(said).filter(([, value]) => value !== "");
  const MessageAttributes = Object.fromEntries(
    attributes.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  return {
    messageId,
    bytes: attributes.reduce((sum, [name, value]) => sum + sizeOf(name, value), bytesOf(body)),
    entry: {
      MessageBody: body,
      ...(attributes.length > 0 && { MessageAttributes }),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(fifo && { MessageDeduplicationId: messageId }),
    },
  };
};

const bytesOf = (text: string): number => Buffer.byteLength(text);

const sizeOf = (name: string, value: string): number => bytesOf(`${name}String${value}`);

/** As many whole characters from the beginning as fit. */
const firstBytes = (text: string, most: number): string => {
  const characters = [...text];
  while (characters.length > 0 && bytesOf(characters.join("")) > most) characters.pop();
  return characters.join("");
};

/** What SQS allows for an attribute is far more; an operator reads this in a list. */
const MAX_CHARACTERS = 300;

const NOT_IN_A_LIST = new RegExp(`[\\p{Cc}${UNSENDABLE}]`, "gu");

/** Text for a message attribute: short, on one line, and without the characters that SQS refuses. */
export const attributeText = (text: string): string =>
  [...text.replace(/\p{Cs}/gu, "\ufffd").replace(NOT_IN_A_LIST, "·")].slice(0, MAX_CHARACTERS).join("");
