import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { ENTRIES_PER_REQUEST, inParallel, isFifo } from "../lambda/messaging/aws-clients";
import { pause } from "./pause";
import { EMPTY_ANSWERS } from "./peek-queue";
import { queueDepth } from "./queue-depths";
import { QUEUES, type Redrivable } from "./queues";
import type { RedriveRoute } from "./redrive-message";
import { type ReceivedBatch, RedriveRun } from "./redrive-run";
import { type RedriveClock, type RedriveJob, type RedriveOutcome, redriveByTask } from "./redrive-task";
import type { SeenMessage } from "./seen-message";
import type { Shop } from "./shop";

/** Moves or drops dead letters in the best way the shop has: on AWS, SQS itself moves a whole queue. */
export const performRedrive = (
  shop: Pick<Shop, "target" | "sqs">,
  route: RedriveRoute,
  job: RedriveJob,
): Promise<RedriveOutcome> =>
  shop.target === "aws" && job.action === "move" && job.isChosen === undefined && !route.sendAgain
    ? redriveByTask(shop.sqs, route, job)
    : redrive(shop.sqs, route, job);

/**
 * Moves or drops chosen messages of a dead-letter queue one by one: received, sent to their source, deleted.
 *
 * It may be killed at any moment and repeated: a message is deleted only after its copy was stored. A message that was sent
 * and not deleted is sent again by the next redrive, and whoever serves the source knows the copy by its order id.
 *
 * Each message is handled once, and those sent after the start, by the clock of SQS, are left: an order that dies again meanwhile does not go
 * round in circles. A message that waited in the source before the start and dies for the first time meanwhile counts as
 * found, for SQS keeps its time of sending.
 *
 * Rejects when the dead-letter queue cannot be received from; what was in flight is put back first.
 */
export const redrive = async (
  sqs: SQSClient,
  route: RedriveRoute,
  job: RedriveJob,
  clock: RedriveClock = { now: Date.now, wait: pause },
): Promise<RedriveOutcome> => {
  const run = new RedriveRun(sqs, route, job, clock);
  try {
    await (isFifo(route.deadLetterQueueUrl) ? redriveGroups : redriveBatches)(run);
  } finally {
    await run.putBack(run.held);
  }
  return run.outcome();
};

/** Works through a standard queue. What stays is in flight until the end, so that each request brings other messages. */
const redriveBatches = async (run: RedriveRun): Promise<void> => {
  const size = Math.min(ENTRIES_PER_REQUEST, run.rate ?? ENTRIES_PER_REQUEST);
  await receiveUntilQuiet(run, size, async () => {
    const seen = await run.receive(size);
    await run.pace(seen.chosen.length);
    if (run.isOver) return seen;
    await inParallel(seen.chosen, size, async (message) => void (await run.handle(message)));
    run.tellProgress();
    return seen;
  });
};

/**
 * Works through a FIFO queue: the messages of each group in their order, and none of a group after one that failed.
 *
 * SQS hands out the first ten messages of a group at most, and nothing of a group while some of it is in flight. So a group of
 * which nothing could be moved stays in flight, and the next request brings others. When it brings no others, each of these
 * groups is put back and received by itself: there may be more of it than there was room for in a batch with others. What is
 * behind ten messages that stay cannot be found.
 */
const redriveGroups = async (run: RedriveRun): Promise<void> => {
  const stuck = new Set<string>();
  const receive = () => receiveGroups(run, stuck);
  for (let news = true; news; ) {
    await receiveUntilQuiet(run, 1, receive);
    news = false;
    for (const group of groupsOf(run.held)) {
      if (run.isOver) return;
      if (stuck.has(group)) continue;
      await run.putBack(run.held.filter((message) => groupOf(message) === group));
      while (!run.isOver && (await receive()).fresh.length > 0) news = true;
    }
  }
};

/** One batch. Groups in which it moved something are put back, so that what is behind it comes into sight. */
const receiveGroups = async (run: RedriveRun, stuck: Set<string>): Promise<ReceivedBatch> => {
  const seen = await run.receive(ENTRIES_PER_REQUEST);
  const moving = new Set<string>();
  for (const message of seen.chosen) {
    const group = groupOf(message);
    if (stuck.has(group)) continue;
    await run.pace(1);
    if (run.isOver) break;
    if (await run.handle(message)) moving.add(group);
    else stuck.add(group);
  }
  await run.putBack(run.held.filter((message) => moving.has(groupOf(message)) && !stuck.has(groupOf(message))));
  run.tellProgress();
  return seen;
};

const groupOf = ({ Attributes = {} }: Message): string => Attributes["MessageGroupId"] ?? "";

const groupsOf = (messages: readonly Message[]): ReadonlySet<string> => new Set(messages.map(groupOf));

/**
 * Receives again and again until the queue has nothing more to hand out.
 *
 * @param size of a batch: when all that was found comes into sight again in batches of this size and nothing else does, it
 * is over as well
 */
const receiveUntilQuiet = async (
  run: RedriveRun,
  size: number,
  receive: () => Promise<ReceivedBatch>,
): Promise<void> => {
  for (let empty = 0, stale = 0; empty < EMPTY_ANSWERS && stale < EMPTY_ANSWERS + run.found / size && !run.isOver; ) {
    const { messages, fresh } = await receive();
    empty = messages.length === 0 ? empty + 1 : 0;
    stale = fresh.length === 0 ? stale + 1 : 0;
  }
};

export type Choice = (message: SeenMessage) => boolean;

/**
 * Picks the messages that have a text in their order id, their drink or their reason, as they are shown; upper and lower
 * case are the same. Without a text every message is meant.
 */
export const choiceBy = (text: string | undefined): Choice => {
  if (text === undefined) return () => true;
  const wanted = text.toLowerCase();
  return ({ orderId, drink, reason }) => [orderId, drink, reason].some((part) => part?.toLowerCase().includes(wanted));
};

/** Picks, of what is chosen, what has a chance: what can never be made would only come back. */
export const withAChance =
  (isChosen: Choice): Choice =>
  (message) =>
    !message.hopeless && isChosen(message);

/** More than anybody reads; each ten of them are a request on AWS. */
const MESSAGES_TO_SHOW = 1_000;

/**
 * Reads what a redrive would move or drop, and leaves every message where it is.
 *
 * Of a FIFO queue AWS shows at most the first ten messages of each group.
 *
 * @param peek `peekQueue` or `peekDetails`: how much of each message is shown
 * @returns what was `seen`, `chosen` or not, and whether there may be `more`
 */
export const planRedrive = async <Seen extends SeenMessage>(
  shop: Shop,
  queue: Redrivable,
  isChosen: Choice,
  peek: (shop: Shop, queue: Redrivable, limit: number) => Promise<readonly Seen[]>,
) => {
  const seen = await peek(shop, queue, MESSAGES_TO_SHOW);
  const hides = isFifo(shop.output(QUEUES[queue])) && (await queueDepth(shop, queue)).waiting > seen.length;
  return { found: seen.length, seen, chosen: seen.filter(isChosen), more: hides || seen.length === MESSAGES_TO_SHOW };
};
