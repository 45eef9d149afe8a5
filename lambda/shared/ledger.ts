/** What a handler may do about a piece of work after asking the ledger. */
export type Claim =
  /** Nobody did it yet, or whoever tried has run out of time: do it, then call `finish`. */
  | "claimed"
  /** It is done: drop this copy. */
  | "finished"
  /** Somebody is at it right now: leave the message in the queue and look again later. */
  | "in hand";

/**
 * The book in which each piece of work is entered, so that it takes effect once however many copies of its message arrive.
 *
 * Two writes make it sound: a claim that runs out (so a crashed worker can be replaced) before the work, and the
 * finish after it. A worker that dies between the effect and `finish` causes the effect again, with the same id: readers
 * downstream recognise it by that id.
 */
export interface Ledger {
  /**
   * Claims the work `id` until `leaseUntil` (epoch milliseconds). Rejects when the ledger cannot be reached, or not before
   * the signal aborts.
   */
  claim(id: string, leaseUntil: number, signal?: AbortSignal): Promise<Claim>;
  /** Notes that the work `id` is done. Rejects when the ledger cannot be reached, or not before the signal aborts. */
  finish(id: string, signal?: AbortSignal): Promise<void>;
}

/** An order is kept out for at least 15 days: SQS keeps a message for up to 14, and a redrive starts after that. */
export const LEDGER_DAYS = 15;

/** For clocks that differ between a function and the next that looks at its claim. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * When a claim may be taken over: once the invocation that made it is surely over.
 *
 * @param deadline when the invocation is over at the latest, epoch milliseconds
 */
export const leaseUntil = (deadline: number): number => deadline + CLOCK_TOLERANCE_MS;
