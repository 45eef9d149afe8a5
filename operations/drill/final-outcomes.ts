import type { OrderEvent } from "../accounting";
import { countAnnouncedAgain, type OutcomeReader } from "../order-outcome";
import { pause } from "../pause";

/**
 * Reading takes a moment in which an order may move from a place not read yet to one already read. An order
 * that is lost is nowhere each time.
 */
const READS = 5;

/**
 * Searches for every order that was attempted, acknowledged or not, in all the places it could be.
 *
 * @returns how many acknowledged orders without an end are `stillWaiting` in a queue on their way, and how many dead letters
 * are `unseen`, among which others of them may be
 */
export const readFinalOutcomes = async (
  outcome: OutcomeReader,
  { attempted, acknowledged }: { readonly attempted: ReadonlySet<string>; readonly acknowledged: ReadonlySet<string> },
  pauseMs = 500,
) => {
  for (let read = 1; ; read++) {
    const ready = await outcome.ready(attempted);
    const deadLettered = await outcome.deadLettered(attempted);
    const open = new Set([...acknowledged].filter((orderId) => !ready.has(orderId) && !deadLettered.has(orderId)));
    const stillWaiting = await outcome.onTheWay(open);
    const unseen = stillWaiting < open.size ? await outcome.unseenDeadLetters() : 0;
    if (stillWaiting + unseen < open.size && read < READS) {
      await pause(pauseMs, new AbortController().signal);
      continue;
    }
    const shown = [...ready].flatMap(([orderId, { timesShown }]) => Array<string>(timesShown ?? 1).fill(orderId));
    const events = [
      ...shown.map((orderId): OrderEvent => ({ orderId, kind: "ready" })),
      ...[...deadLettered].map((orderId): OrderEvent => ({ orderId, kind: "deadLettered" })),
    ];
    return { events, stillWaiting, unseen, announcedAgain: countAnnouncedAgain(ready) };
  }
};
