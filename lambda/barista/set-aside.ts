import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { until } from "../shared/bounded-client";
import { inParallel } from "../shared/in-parallel";
import { errorName, log } from "../shared/log";
import { isFifo } from "../shared/queue-kind";
import { type DeadLetter, deadLetter, MOST_BYTES, type Unmakeable } from "./dead-letter";

/** What one `SendMessageBatch` takes. */
const ENTRIES_PER_REQUEST = 10;

const REQUESTS_AT_A_TIME = 10;

/**
 * Puts unmakeable orders straight into the dead-letter queue, each with its reason in the attribute `reason`,
 * instead of letting them use up five attempts first.
 *
 * They go in as many requests as their number and size need; one request that fails does not affect the others. No
 * further request is begun once the signal aborts.
 *
 * @returns ids of the messages that are known to be there; never rejects
 */
export const setAside =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async (messages: readonly Unmakeable[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
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
          log("order not set aside", { messageId: letters[Number(Id)]?.messageId, reason: Code });
        }
        for (const { Id } of Successful) {
          const messageId = letters[Number(Id)]?.messageId;
          if (messageId !== undefined) gone.add(messageId);
        }
      } catch (error) {
        log("orders not set aside", { orders: letters.length, reason: errorName(error) });
      }
    };
    await inParallel(
      requests(messages.map((message) => deadLetter(message, isFifo(deadLetterQueueUrl)))),
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
