import { counted } from "../../cli/wording";
import type { Account, OrderOutcomes } from "../accounting";
import { percentile } from "../rush-summary";
import type { DrillResult } from "./drill";
import type { Served } from "./drill-orders";
import type { PhaseTimes } from "./outage";

/** How long customers stood at the counter, by the nearest rank; null when none came. */
export interface Latency {
  readonly orders: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

type Wait = Pick<Served, "dueMs" | "latencyMs">;

/** Compares the orders that were due before the barista left with those that were due while they were away. */
export const cashierLatency = (served: readonly Wait[], phases: PhaseTimes) => {
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

export interface OutageImpact {
  /** Customers who were turned away until they gave up, and whose order came to no end either. */
  readonly dropped: number;
  /** Customers who were served, but only after they had been turned away at least once. */
  readonly blocked: number;
}

/** Counts customers who came to an answer before the operator broke the drill off. */
export const outageImpact = (
  served: readonly Served[],
  { ready, deadLettered }: Pick<OrderOutcomes, "ready" | "deadLettered">,
): OutageImpact => {
  const hasEnd = (orderId: string) => ready.has(orderId) || deadLettered.has(orderId);
  return {
    dropped: served.filter(({ orderId, problem }) => problem !== undefined && !hasEnd(orderId)).length,
    blocked: served.filter(({ attempts, problem }) => problem === undefined && attempts > 1).length,
  };
};

export interface DrillSide extends Account, OutageImpact {}

export const looseSide = ({ account: { verdict, ...sums }, impact }: DrillResult): DrillSide => ({
  ...sums,
  ...impact,
  verdict,
});

/** The exhibit's side. What it acknowledges is made, so nothing can be lost afterwards: it fails at the counter. */
export const tightSide = ({ account: { verdict: _, ...sums }, impact }: DrillResult): DrillSide => ({
  ...sums,
  ...impact,
  verdict: verdictOn(impact),
});

const verdictOn = ({ dropped, blocked }: OutageImpact): string => {
  const cost = Object.entries({ dropped, blocked }).filter(([, count]) => count > 0);
  return (
    cost.map(([what, count]) => `${counted(count, "order")} ${what}`).join(", ") || "nothing dropped, nothing blocked"
  );
};
