import type { ReadyOrder } from "./order-outcome";

/** The account of a rush. What is accepted and none of the other things still waits in the queue. */
export interface RushSummary {
  readonly accepted: number;
  /** Orders that the cashier did not take, after every retry. */
  readonly refused: number;
  readonly ready: number;
  readonly deadLettered: number;
  /** Orders that were accepted and are nowhere: not ready, in no queue. */
  readonly lost: number;
  /** Orders that were accepted and may be among dead letters that could not be seen. */
  readonly unseen: number;
  /** Orders that the pickup board showed more than once; null where that cannot be seen (AWS). */
  readonly double: number | null;
  /** Time from the request to the drink, by the nearest rank; null while no order is ready. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface RushFacts {
  /** Order id -> when the request for it was first sent, epoch milliseconds. */
  readonly accepted: ReadonlyMap<string, number>;
  readonly refused: number;
  readonly ready: ReadonlyMap<string, ReadyOrder>;
  readonly deadLettered: ReadonlySet<string>;
  readonly onTheWay: number;
  readonly unseenDeadLetters: number;
}

export const summarizeRush = (facts: RushFacts): RushSummary => {
  const { accepted, refused, ready, deadLettered, onTheWay, unseenDeadLetters } = facts;
  const orders = [...accepted.keys()];
  const made = [...ready].filter(([orderId]) => accepted.has(orderId));
  const dead = orders.filter((orderId) => deadLettered.has(orderId) && !ready.has(orderId)).length;
  const missing = Math.max(0, orders.length - made.length - dead - onTheWay);
  const unseen = Math.min(missing, unseenDeadLetters);
  const latencies = made
    .map(([orderId, { readyAt }]) => Math.max(0, readyAt - (accepted.get(orderId) ?? readyAt)))
    .sort((one, other) => one - other);
  const shown = made.map(([, { timesShown }]) => timesShown);
  return {
    accepted: orders.length,
    refused,
    ready: made.length,
    deadLettered: dead,
    lost: missing - unseen,
    unseen,
    double: shown.includes(null) ? null : shown.filter((times) => times !== null && times > 1).length,
    p50Ms: percentile(latencies, 50),
    p95Ms: percentile(latencies, 95),
  };
};

export const stillWaiting = ({ accepted, ready, deadLettered, lost, unseen }: RushSummary): number =>
  accepted - ready - deadLettered - lost - unseen;

/**
 * The nearest-rank percentile: the smallest value that at least `percent` of all values do not exceed.
 *
 * @param ascending sorted values
 * @returns null for no values
 */
export const percentile = (ascending: readonly number[], percent: number): number | null =>
  ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? null;
