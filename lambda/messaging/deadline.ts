import { setMaxListeners } from "node:events";
import { type Bounds, worstCaseMs } from "./aws-clients";

/** For the answer alone. */
const ANSWER_MS = 200;

/** For the request that sets the pauses of what is handed back: they are a courtesy, and must not cost the answer. */
export const REPORT_BOUNDS: Bounds = { attempts: 1, requestTimeout: 800 };

const REPORT_MS = worstCaseMs(REPORT_BOUNDS) + ANSWER_MS;

/** With less than this, messages are better left to the next invocation. */
const SHORTEST_ROUND_MS = 100;

/** Three AWS calls in a row (acquire, work, complete) and the report. Leases last no longer. */
export const LONGEST_ROUND_MS = 3 * worstCaseMs() + REPORT_MS;

/** The time for a batch: work ends early enough to hand back the rest. A function that is cut off hands back all, done or not. */
export class Deadline {
  /** @param deadline when the invocation is over at the latest, epoch milliseconds */
  constructor(
    private readonly deadline: number,
    private readonly now: () => Date,
  ) {}

  /** Works on the whole batch until its answer is due. */
  async batch(work: (answerDue: AbortSignal) => Promise<void>): Promise<void> {
    await within(this.leftMs() - ANSWER_MS, work);
  }

  /**
   * Works on one round after the other, as long as there is time for one that takes as long as the longest so far. A round
   * is given up when its time is over: whoever works in it has surely stopped at `over`, epoch milliseconds.
   *
   * @returns whether there was time for all of them
   */
  async rounds<R>(
    rounds: Iterable<R>,
    work: (round: R, signal: AbortSignal, over: number) => Promise<void>,
  ): Promise<boolean> {
    let longestMs = SHORTEST_ROUND_MS;
    for (const round of rounds) {
      const left = this.leftMs();
      if (left - REPORT_MS < longestMs) return false;
      const most = Math.min(left, LONGEST_ROUND_MS);
      await within(most - REPORT_MS, (signal) => work(round, signal, this.deadline - left + most));
      longestMs = Math.max(longestMs, left - this.leftMs());
    }
    return true;
  }

  private leftMs(): number {
    return this.deadline - this.now().getTime();
  }
}

/** Waits for work no longer than so many milliseconds, 15 minutes at most: then its signal aborts, and the result is `undefined`. */
export const within = async <T>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // each call under way listens to it
  const over = new Promise<undefined>((resolve) =>
    controller.signal.addEventListener("abort", () => resolve(undefined)),
  );
  const timer = setTimeout(() => controller.abort(), Math.min(900_000, milliseconds)); // a timer takes 24 days at most
  return Promise.race([work(controller.signal), over]).finally(() => clearTimeout(timer));
};
