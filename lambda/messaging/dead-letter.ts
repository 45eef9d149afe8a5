import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { inParallel, isFifo, REQUESTS_AT_A_TIME, until } from "./aws-clients";
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
 * Puts poison messages straight into the dead-letter queue, each with its reason and in a request of its own, instead of
 * letting them use up their attempts first. None is begun once the signal aborts.
 *
 * @returns ids of the messages that are known to be there; never rejects
 */
export const deadLetter =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async (messages: readonly Poison[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    const gone = new Set<string>();
    const send = async (message: Poison): Promise<void> => {
      const { messageId } = message;
      const entry = entryOf(message, isFifo(deadLetterQueueUrl));
      try {
        await client.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, ...entry }), until(signal));
        gone.add(messageId);
      } catch (error) {
        log("message not dead-lettered", { messageId, reason: errorName(error) });
      }
    };
    await inParallel(messages, REQUESTS_AT_A_TIME, send, signal);
    return gone;
  };

/** What one message may have: 1 MiB. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const MOST_BYTES = 1_048_576;

/**
 * A message on its way to the dead-letter queue: its body as it came, with the attributes `reason` and `originalMessageId` as
 * far as it leaves room for them (SQS counts name, type and value of each, in UTF-8). The reason is shortened, but not to less
 * than 40 bytes, which do not tell anybody anything: rather the id is left out. A FIFO queue drops a copy within five minutes,
 * of a function that died before it could report.
 */
export const entryOf = ({ messageId, body, groupId, reason }: Poison, fifo: boolean) => {
  const text = attributeText(reason);
  const room = MOST_BYTES - Buffer.byteLength(body) - attributeBytes("reason", "");
  const idBytes = attributeBytes("originalMessageId", messageId);
  const withId = room >= idBytes + Math.min(Buffer.byteLength(text), 40);
  const fitting = firstBytes(text, withId ? room - idBytes : room);
  const attribute = (name: string, StringValue: string) => ({ [name]: { DataType: "String", StringValue } });
  return {
    MessageBody: body,
    MessageAttributes: {
      ...(fitting && attribute("reason", fitting)),
      ...(withId && attribute("originalMessageId", messageId)),
    },
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(fifo && { MessageDeduplicationId: messageId }),
  };
};

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
