import { DEAD_LETTER_RETENTION_DAYS, ORDER_RETENTION_DAYS } from "./retention";

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

/** How often somebody may bring back, after weeks, a copy of an order that has been made meanwhile. */
const REDRIVES = 2;

/**
 * How long an entry is kept: longer than a copy of an order can travel unseen.
 *
 * A copy waits in the orders queue and then in the dead-letter queue, where its clock starts anew when the barista has set
 * it aside or the queue is FIFO. A redrive makes it a new message, which may wait in both again. A copy that reaches a
 * barista is recognised and dropped, so this goes on only for one that dies each time without a barista looking at it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
export const LEDGER_DAYS = (REDRIVES + 1) * ORDER_RETENTION_DAYS + REDRIVES * DEAD_LETTER_RETENTION_DAYS;

/** For clocks that differ between a function and the next that looks at its claim. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * When a claim may be taken over: once the invocation that made it is surely over.
 *
 * @param deadline when the invocation is over at the latest, epoch milliseconds
 */
export const leaseUntil = (deadline: number): number => deadline + CLOCK_TOLERANCE_MS;
