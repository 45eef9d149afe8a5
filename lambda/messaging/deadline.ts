import { setMaxListeners } from "node:events";
import { worstCaseMs } from "./aws-clients";

/** For the pauses of what is handed back, one request of at most 0.8 s, and the answer. */
const REPORT_MS = 1_000;

/** For the answer alone. */
const ANSWER_MS = 200;

/** With less than this, messages are better left to the next invocation. */
const SHORTEST_ROUND_MS = 100;

/** Three AWS calls in a row (acquire, work, complete) and the report. Leases last no longer. */
export const LONGEST_ROUND_MS = 3 * worstCaseMs() + REPORT_MS;

/** The hours of one round of work. */
export interface Round {
  /** Aborts when its messages may not be worked on any longer. */
  readonly signal: AbortSignal;
  /** When whoever works in this round has surely stopped, epoch milliseconds. */
  readonly over: number;
  /** Aborts when the answer of the whole batch is due. */
  readonly answerDue: AbortSignal;
}

/** The time a function has for a batch: work ends early enough to hand back the rest. A function that is cut off hands back all, done or not. */
export class Deadline {
  private readonly answering = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private longestRoundMs = SHORTEST_ROUND_MS;

  /** Aborts when the answer is due. */
  readonly answerDue: AbortSignal = this.answering.signal;

  /** @param deadline when the invocation is over at the latest, epoch milliseconds */
  constructor(
    private readonly deadline: number,
    private readonly now: () => Date,
  ) {
    this.timer = abortAfter(this.leftMs() - ANSWER_MS, this.answering);
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
    const { signal } = working;
    await orUntil(signal, work({ signal, over: this.deadline - left + most, answerDue: this.answerDue })).finally(() =>
      clearTimeout(timer),
    );
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
