import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { chunks, ENTRIES_PER_REQUEST } from "../lambda/messaging/aws-clients";
import { engineMessages } from "./engine-messages";
import { QUEUES, type QueueName } from "./queues";
import { type DetailedMessage, detailedMessage, type RawMessage, type SeenMessage, seenMessage } from "./seen-message";
import { serviceClock } from "./service-clock";
import type { Shop } from "./shop";

/** A batch is handled in a moment. This long a message stays out of sight when the program dies with it in flight. */
export const HIDDEN_SECONDS = 30;

/** SQS asks a sample of its servers only: one empty answer does not mean an empty queue, two with long polling do. */
export const EMPTY_ANSWERS = 2;

/**
 * Shows messages, oldest first as far as the queue can tell, and leaves them where they are.
 *
 * The local engine shows them without a trace, in flight or not. On AWS peeking is a receive: each message's count goes up
 * by one and it is hidden for a moment. That is harmless in a dead-letter queue; in the orders queue it uses
 * up one of the order's attempts.
 */
export const peekQueue = async (
  shop: Shop,
  name: QueueName,
  limit: number,
  now = serviceClock(shop.sqs).now,
): Promise<SeenMessage[]> => {
  const raw = await readMessages(shop, name, limit);
  return raw.map((message) => seenMessage(message, name, now()));
};

/** Peeks likewise, and shows all of a message that may be shown. */
export const peekDetails = async (shop: Shop, name: QueueName, limit: number): Promise<DetailedMessage[]> => {
  const { now } = serviceClock(shop.sqs);
  const raw = await readMessages(shop, name, limit);
  return raw.map((message) => detailedMessage(message, name, now()));
};

const readMessages = async (shop: Shop, name: QueueName, limit: number): Promise<readonly RawMessage[]> => {
  const queueUrl = shop.output(QUEUES[name]);
  const messages = await engineMessages(shop, queueUrl);
  if (messages === undefined) return receiveAndPutBack(shop.sqs, queueUrl, limit);
  return messages.slice(0, limit).map(({ MessageId, Body, SentTimestamp, ReceiveCount, MessageAttributes }) => ({
    messageId: MessageId,
    body: Body,
    sentAt: SentTimestamp * 1_000,
    receives: ReceiveCount,
    reason: MessageAttributes["reason"]?.StringValue,
  }));
};

const receiveAndPutBack = async (client: SQSClient, queueUrl: string, limit: number): Promise<RawMessage[]> => {
  const seen = new Map<string, Message>();
  try {
    for (let empty = 0; seen.size < limit && empty < EMPTY_ANSWERS; ) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(ENTRIES_PER_REQUEST, limit - seen.size),
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount"],
          MessageAttributeNames: ["reason"],
        }),
      );
      const before = seen.size;
      for (const message of Messages) seen.set(message.MessageId ?? "", message);
      empty = seen.size === before ? empty + 1 : 0;
    }
  } finally {
    await putBack(client, queueUrl, [...seen.values()]);
  }
  return [...seen.values()]
    .map((message) => rawMessage(message, Date.now()))
    .sort((one, other) => one.sentAt - other.sentAt);
};

/** A message as SQS hands it out. */
export const rawMessage = (
  { MessageId = "", Body = "", Attributes = {}, MessageAttributes = {} }: Message,
  now: number,
): RawMessage => ({
  messageId: MessageId,
  body: Body,
  sentAt: Number(Attributes["SentTimestamp"] ?? now),
  receives: Number(Attributes["ApproximateReceiveCount"] ?? 1),
  reason: MessageAttributes["reason"]?.StringValue,
});

/** Gives messages back at once. One that cannot be put back comes back by itself when its time out of sight is over. */
export const putBack = async (client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> => {
  for (const batch of chunks(messages)) {
    const Entries = batch.map(({ ReceiptHandle }, place) => ({ Id: `${place}`, ReceiptHandle, VisibilityTimeout: 0 }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => {});
  }
};
