import type { Message } from "@aws-sdk/client-sqs";
import { BATCH, lookUntilQuiet } from "./redrive-looks";
import type { Look, RedriveRun } from "./redrive-run";

/**
 * Works through a FIFO queue: the messages of each group in their order, and none of a group after one that failed.
 *
 * SQS hands out the first ten messages of a group at most, and nothing of a group while some of it is in hand. So a group of
 * which nothing could be moved stays in hand, and the next request brings others. When it brings no others, each of these
 * groups is put back and looked at by itself: there may be more of it than there was room for in a batch with others. What is
 * behind ten messages that stay cannot be found.
 */
export const redriveGroups = async (run: RedriveRun): Promise<void> => {
  const stuck = new Set<string>();
  const look = () => lookAtGroups(run, stuck);
  for (let news = true; news; ) {
    await lookUntilQuiet(run, 1, look);
    news = false;
    for (const group of groupsOf(run.held)) {
      if (run.isOver) return;
      if (stuck.has(group)) continue;
      await run.putBack(run.held.filter((message) => groupOf(message) === group));
      while (!run.isOver && (await look()).fresh.length > 0) news = true;
    }
  }
};

/** One batch. Groups in which it moved something are put back, so that what is behind it comes into sight. */
const lookAtGroups = async (run: RedriveRun, stuck: Set<string>): Promise<Look> => {
  const seen = await run.receive(BATCH);
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
