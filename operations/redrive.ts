import type { SQSClient } from "@aws-sdk/client-sqs";
import { inParallel, isFifo } from "../lambda/messaging/aws-clients";
import { pause } from "./pause";
import { redriveGroups } from "./redrive-groups";
import type { RedriveClock, RedriveJob } from "./redrive-job";
import { BATCH, lookUntilQuiet } from "./redrive-looks";
import type { RedriveOutcome } from "./redrive-result";
import type { RedriveRoute } from "./redrive-route";
import { RedriveRun } from "./redrive-run";

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
 * Rejects when the dead-letter queue cannot be received from; what was in hand is put back first.
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

/** Works through a standard queue. What stays is in hand until the end, so that each request brings other messages. */
const redriveBatches = async (run: RedriveRun): Promise<void> => {
  const size = Math.min(BATCH, run.rate ?? BATCH);
  await lookUntilQuiet(run, size, async () => {
    const seen = await run.receive(size);
    await run.pace(seen.chosen.length);
    if (run.isOver) return seen;
    await inParallel(seen.chosen, BATCH, async (message) => void (await run.handle(message)));
    run.tellProgress();
    return seen;
  });
};
