import type { OutcomeReader, ReadyOrder } from "./order-outcome";
import { pause } from "./pause";

interface WatchedOrders {
  readonly ready: ReadonlyMap<string, ReadyOrder>;
  readonly deadLettered: ReadonlySet<string>;
  /** Orders without an end when watching stopped, in whichever place they are. */
  readonly open: ReadonlySet<string>;
  /** Why the last poll failed; undefined when it did not. */
  readonly problem: unknown;
}

export interface Watch {
  /** Watching stops when nothing has changed for so long. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** True as long as orders may be added to the watched set. */
  readonly moreToCome?: () => boolean;
  readonly onProgress?: (outcomes: Omit<WatchedOrders, "problem">) => void;
  /** Called once, when nothing has changed for `QUIET_MS`. */
  readonly onQuiet?: () => Promise<void>;
}

/** A barista at work finishes an order in well under a second, even from a cold start it takes less than this. */
export const QUIET_MS = 2_500;

/**
 * Follows accepted orders until each is ready or in the dead-letter queue, or nothing changes any more.
 *
 * @param orderIds may grow while it is watched
 */
export const watchOrders = async (
  outcome: OutcomeReader,
  orderIds: ReadonlySet<string>,
  watch: Watch,
): Promise<WatchedOrders> => {
  const ready = new Map<string, ReadyOrder>();
  const deadLettered = new Set<string>();
  let lastChange = Date.now();
  let lastDeadLetterPoll = Date.now();
  let watched = 0;
  let quietSaid = false;
  let problem: unknown;
  const open = () => new Set([...orderIds].filter((orderId) => !ready.has(orderId) && !deadLettered.has(orderId)));

  const poll = async (everywhere: boolean): Promise<void> => {
    const before = ready.size + deadLettered.size;
    try {
      for (const [orderId, order] of await outcome.ready(outcome.seesRepeats ? orderIds : open()))
        ready.set(orderId, worse(ready.get(orderId), order));
      if (everywhere) {
        lastDeadLetterPoll = Date.now();
        for (const orderId of await outcome.deadLettered(open())) deadLettered.add(orderId);
      }
      problem = undefined;
    } catch (error) {
      problem = error;
    }
    if (ready.size + deadLettered.size > before || orderIds.size > watched) lastChange = Date.now();
    watched = orderIds.size;
    watch.onProgress?.({ ready, deadLettered, open: open() });
  };

  while (!watch.signal.aborted) {
    const moreToCome = watch.moreToCome?.() ?? false;
    await poll(Date.now() - lastDeadLetterPoll >= outcome.deadLetterPollMs);
    if (!moreToCome && open().size === 0) break;
    const quietMs = Date.now() - lastChange;
    if (!moreToCome && quietMs >= watch.patienceMs) {
      await poll(true);
      break;
    }
    if (!quietSaid && quietMs >= QUIET_MS) {
      quietSaid = true;
      await watch.onQuiet?.().catch(() => {});
    }
    await pause(outcome.pollMs, watch.signal);
  }
  return { ready, deadLettered, open: open(), problem };
};

/** The first time an order was seen counts, and the most often it was ever shown or announced. */
const worse = (known: ReadyOrder | undefined, seen: ReadyOrder): ReadyOrder =>
  known === undefined
    ? seen
    : {
        readyAt: known.readyAt,
        timesShown: most(known.timesShown, seen.timesShown),
        announcements: most(known.announcements, seen.announcements),
      };

const most = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other);
