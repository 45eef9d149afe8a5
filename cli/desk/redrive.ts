import { type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { inParallel } from "../../lambda/shared/in-parallel";
import { isFifo } from "../../lambda/shared/queue-kind";
import { pause } from "./pause";
import { putBack } from "./peek-queue";
import type { Redrivable } from "./redrivable";
import type { Choice } from "./redrive-choice";
import { drop, moveBack } from "./redrive-message";
import type { RedriveOutcome, RedriveResult } from "./redrive-result";
import type { RedriveRoute } from "./redrive-route";
import { seenMessage } from "./seen-message";

/** What is to be done with a dead-letter queue. */
export interface RedriveJob {
  readonly action: "move" | "drop";
  readonly isChosen: Choice;
  /** The most messages to move in a second; undefined for as many as the queues take. */
  readonly perSecond: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (soFar: RedriveResult) => void;
}

/** The clock of a redrive; tests have their own. */
export interface RedriveClock {
  readonly now: () => number;
  readonly wait: typeof pause;
}

/** What one request receives. */
const BATCH = 10;

/** A batch is handled in a moment. This long a message stays out of sight when the desk dies with it in hand. */
export const HIDDEN_SECONDS = 30;

/** SQS asks a sample of its servers only: one empty answer does not mean an empty queue, two with long polling do. */
const EMPTY_ANSWERS = 2;

/** A queue that takes none of so many messages in a row will not take the next. */
const FAILURES_IN_A_ROW = 10;

/**
 * Moves or drops chosen messages of a dead-letter queue one by one: received, sent to their source, deleted.
 *
 * It may be killed at any moment and repeated: a message is deleted only after its copy was stored. A message that was sent
 * and not deleted is sent again by the next redrive, and whoever serves the source knows the copy by its order id.
 *
 * Each message is handled once, and those sent after the start are left: an order that dies again meanwhile does not go
 * round in circles. A message that waited in the source before the start and dies for the first time meanwhile counts as
 * found, for SQS keeps its time of sending.
 *
 * From a FIFO queue the messages of a group go in their order, and none after one that failed. SQS hands out the first ten
 * of a group, and more only when they are gone: what is behind ten that stay is not found.
 *
 * Rejects when the dead-letter queue cannot be received from; what was in hand is put back first.
 */
export const redrive = async (
  sqs: SQSClient,
  route: RedriveRoute,
  job: RedriveJob,
  { now, wait }: RedriveClock = { now: Date.now, wait: pause },
): Promise<RedriveOutcome> => {
  const { action, perSecond, signal } = job;
  const startedAt = now();
  const handled = new Set<string>();
  const inHand = new Map<string, Message>();
  const done = { moved: 0, dropped: 0, failed: 0 };
  const account = (): RedriveResult => {
    const { moved, dropped, failed } = done;
    return { found: handled.size, moved, dropped, kept: handled.size - moved - dropped - failed, failed };
  };
  const fifo = isFifo(route.deadLetterQueueUrl);
  const rate = action === "drop" ? undefined : perSecond;
  const size = Math.min(BATCH, rate ?? BATCH);
  const mayGo = (message: Message) => job.isChosen(seen(message, route.queue, startedAt));
  let problem: unknown;
  let nextAt = startedAt;
  let failuresInARow = 0;
  const putBackAll = async (): Promise<void> => {
    await putBack(sqs, route.deadLetterQueueUrl, [...inHand.values()]);
    inHand.clear();
  };
  const stuck = new Set<string>();
  const handle = async (message: Message): Promise<void> => {
    const group = message.Attributes?.["MessageGroupId"] ?? "";
    if (stuck.has(group)) return;
    try {
      await (action === "drop" ? drop : moveBack)(sqs, route, message);
      done[action === "drop" ? "dropped" : "moved"] += 1;
      inHand.delete(message.MessageId ?? "");
      failuresInARow = 0;
    } catch (error) {
      done.failed += 1;
      failuresInARow += 1;
      problem = error;
      if (fifo) stuck.add(group);
    }
  };
  try {
    for (let empty = 0, stale = 0; empty < EMPTY_ANSWERS && stale < EMPTY_ANSWERS + handled.size / size; ) {
      if (signal.aborted || failuresInARow >= FAILURES_IN_A_ROW) break;
      const messages = await receive(sqs, route, size);
      for (const message of messages) inHand.set(message.MessageId ?? "", message);
      const fresh = messages.filter(
        (message) => !handled.has(message.MessageId ?? "") && sentAt(message, startedAt) <= startedAt,
      );
      for (const { MessageId = "" } of fresh) handled.add(MessageId);
      empty = messages.length === 0 ? empty + 1 : 0;
      stale = fresh.length === 0 ? stale + 1 : 0;
      const chosen = fresh.filter(mayGo);
      if (rate !== undefined && chosen.length > 0) {
        if (nextAt > now()) await wait(nextAt - now(), signal);
        if (signal.aborted) break;
        nextAt = now() + (chosen.length * 1_000) / rate;
      }
      await inParallel(chosen, fifo ? 1 : BATCH, handle);
      if (fifo) await putBackAll();
      job.onProgress?.(account());
    }
  } finally {
    await putBackAll();
  }
  return { result: account(), problem };
};

const receive = async (sqs: SQSClient, route: RedriveRoute, most: number): Promise<readonly Message[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: route.deadLetterQueueUrl,
      MaxNumberOfMessages: most,
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
};

const sentAt = ({ Attributes = {} }: Message, otherwise: number): number =>
  Number(Attributes["SentTimestamp"] ?? otherwise);

const seen = (message: Message, queue: Redrivable, now: number) =>
  seenMessage(
    {
      messageId: message.MessageId ?? "",
      body: message.Body ?? "",
      sentAt: sentAt(message, now),
      receives: Number(message.Attributes?.["ApproximateReceiveCount"] ?? 1),
      reason: message.MessageAttributes?.["reason"]?.StringValue,
    },
    queue,
    now,
  );
