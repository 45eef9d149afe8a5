import type { Look, RedriveRun } from "./redrive-run";

/** What one request receives. */
export const BATCH = 10;

/** SQS asks a sample of its servers only: one empty answer does not mean an empty queue, two with long polling do. */
const EMPTY_ANSWERS = 2;

/**
 * Looks again and again until the queue has nothing more to hand out.
 *
 * @param size of a batch: when all that was found comes into sight again in batches of this size and nothing else does, it
 * is over as well
 */
export const lookUntilQuiet = async (run: RedriveRun, size: number, look: () => Promise<Look>): Promise<void> => {
  for (let empty = 0, stale = 0; empty < EMPTY_ANSWERS && stale < EMPTY_ANSWERS + run.found / size && !run.isOver; ) {
    const { messages, fresh } = await look();
    empty = messages.length === 0 ? empty + 1 : 0;
    stale = fresh.length === 0 ? stale + 1 : 0;
  }
};
