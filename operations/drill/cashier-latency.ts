import { percentile } from "../rush-summary";
import type { PhaseTimes } from "./outage";
import type { Served } from "./place-steadily";

/** How long customers stood at the counter, by the nearest rank; null when none came. */
export interface Latency {
  readonly orders: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** The wait of one customer. */
type Wait = Pick<Served, "dueMs" | "latencyMs">;

/** The cashier with a barista behind the queue, and without one. */
export interface CashierLatency {
  readonly before: Latency;
  readonly away: Latency;
}

/** Compares the orders that were due before the barista left with those that were due while they were away. */
export const cashierLatency = (served: readonly Wait[], phases: PhaseTimes): CashierLatency => {
  const between = (from: number, until: number) =>
    latencyOf(served.filter(({ dueMs }) => dueMs >= from && dueMs < until));
  return {
    before: between(Number.NEGATIVE_INFINITY, phases.get("leaving") ?? Number.POSITIVE_INFINITY),
    away: between(phases.get("away") ?? Number.POSITIVE_INFINITY, phases.get("returning") ?? Number.POSITIVE_INFINITY),
  };
};

const latencyOf = (served: readonly Wait[]): Latency => {
  const ascending = served.map(({ latencyMs }) => latencyMs).sort((one, other) => one - other);
  return { orders: served.length, p50Ms: percentile(ascending, 50), p95Ms: percentile(ascending, 95) };
};
