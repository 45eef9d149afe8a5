import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { pause } from "../operations/pause";
import type { Shop } from "../operations/shop";

/** The longest SQS lets a receive wait. */
const WAIT_SECONDS = 20;

/** After a fault, so that an engine that is busy or gone is not asked without a break. */
const PAUSE_MS = 1_000;

/** Takes messages out of a queue; returns those that are dealt with. */
export type Take = (messages: readonly Message[]) => readonly Message[] | Promise<readonly Message[]>;

/**
 * Reads a queue until `signal` is aborted: what `take` accepts is deleted, the rest comes back after its visibility
 * timeout. Delivery is at least once, so `take` sees a message again when deleting it failed.
 *
 * Never rejects: whatever fails is tried again.
 */
export const attendQueue = async (shop: Shop, queueUrl: string, take: Take, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await shop.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: WAIT_SECONDS,
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
        { abortSignal: signal },
      );
      const taken = await take(Messages);
      if (taken.length === 0) continue;
      const Entries = taken.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
      await shop.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    } catch {
      await pause(PAUSE_MS, signal);
    }
  }
};
