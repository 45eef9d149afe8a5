import { setMaxListeners } from "node:events";

/** For the pauses of what is handed back, one request of at most 0.8 s, and the answer. */
const REPORT_MS = 1_000;

/** For the answer alone. */
const ANSWER_MS = 200;

/** With less than this, orders are better left to the next barista. */
const SHORTEST_ROUND_MS = 100;

/** Three AWS calls in a row, each at most 2.7 s with its second attempt, and the report. Claims last no longer. */
export const LONGEST_ROUND_MS = 10_000;

/** The hours of one round of work. */
export interface Round {
  /** Aborts when its orders may not be worked on any longer. */
  readonly signal: AbortSignal;
  /** When whoever works in this round has surely stopped, epoch milliseconds. */
  readonly over: number;
}

/**
 * The time a barista has for a batch. Work on orders ends early enough to hand back what could not be done: a function
 * that is cut off hands back everything, done or not.
 */
export class Deadline {
  private readonly reporting = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private longestRoundMs = SHORTEST_ROUND_MS;

  /** @param deadline when the invocation is over at the latest, epoch milliseconds */
  constructor(
    private readonly deadline: number,
    private readonly now: () => Date,
  ) {
    this.timer = abortAfter(this.leftMs() - ANSWER_MS, this.reporting);
  }

  /** Aborts when the answer is due. */
  get answerDue(): AbortSignal {
    return this.reporting.signal;
  }

  /** Whether there is time for another round that takes as long as the longest so far. */
  isEnough(): boolean {
    return this.leftMs() - REPORT_MS >= this.longestRoundMs;
  }

  /** Does one round of work, gives it up when its time is over, and learns how long a round takes. */
  async round(work: (round: Round) => Promise<void>): Promise<void> {
    const left = this.leftMs();
    const most = Math.min(left, LONGEST_ROUND_MS);
    const working = new AbortController();
    const timer = abortAfter(most - REPORT_MS, working);
    try {
      await orUntil(working.signal, work({ signal: working.signal, over: this.deadline - left + most }));
    } finally {
      clearTimeout(timer);
    }
    this.longestRoundMs = Math.max(this.longestRoundMs, left - this.leftMs());
  }

  /** To be called when the batch is over. */
  end(): void {
    clearTimeout(this.timer);
  }

  private leftMs(): number {
    return this.deadline - this.now().getTime();
  }
}

/** Waits for the work, but no longer than until the signal aborts. Rejects when the work does before that. */
export const orUntil = async (signal: AbortSignal, work: Promise<void>): Promise<void> => {
  let leave: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    leave = resolve;
  });
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  await Promise.race([work, over]).finally(() => signal.removeEventListener("abort", leave));
};

/** Timers take no more than 24 days; no function runs that long. */
const LONGEST_TIMER_MS = 900_000;

const abortAfter = (milliseconds: number, controller: AbortController): NodeJS.Timeout => {
  setMaxListeners(0, controller.signal); // each call under way listens to it
  return setTimeout(() => controller.abort(), Math.min(LONGEST_TIMER_MS, Math.max(0, milliseconds)));
};
