import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { type Account, account, type OrderEvent, outcomesOf } from "../accounting";
import { pause } from "../pause";
import { watchOrders } from "../watch-orders";
import type { DrillMode } from "./drill-mode";
import { drillOrders, placeSteadily, type Served } from "./drill-orders";
import { readFinalOutcomes } from "./final-outcomes";
import { cashierLatency, type OutageImpact, outageImpact } from "./impact";
import { baristaGoesAway, type Phase, type PhaseTimes, type WaitingSample, watchDepth } from "./outage";

export interface DrillPlan {
  readonly orders: number;
  readonly ratePerSecond: number;
  readonly awayMs: number;
  /** How long a customer who is turned away asks again. @default six times, however long that takes */
  readonly customerPatienceMs?: number;
  /** Draining ends when nothing has changed for so long after the barista's return. */
  readonly patienceMs: number;
  /** Breaks the drill off; the barista comes back all the same. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DrillProgress) => void;
  readonly onPhase?: (phase: Phase, atMs: number) => void;
}

export interface DrillProgress extends Pick<Account, "attempted" | "acknowledged" | "ready"> {
  readonly waiting: number;
}

export interface DrillResult {
  readonly account: Account;
  readonly impact: OutageImpact;
  readonly latency: ReturnType<typeof cashierLatency>;
  readonly depth: readonly WaitingSample[];
  readonly phases: PhaseTimes;
  /** Why orders were not acknowledged -> how many. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly announcedAgain: number;
}

/** The queue's own count lags behind what the board shows: so long it may take until it is empty. */
const SETTLE_MS = 5_000;

/**
 * The story as an experiment: orders at a steady rate; after a third of the time the barista goes away, and comes back.
 * Then every order is accounted for.
 *
 * @throws ShopError when the barista could not be sent away or brought back, or the account cannot be made
 */
export const drill = async (mode: DrillMode, plan: DrillPlan): Promise<DrillResult> => {
  const name = `Drill ${randomBytes(4).toString("hex")}`;
  const begun = performance.now();
  const clock = () => performance.now() - begun;
  const progress = { attempted: 0, acknowledged: 0, ready: 0, waiting: 0 };
  const tell = (news: Partial<DrillProgress>) => plan.onProgress?.(Object.assign(progress, news));
  const log = orderLog(tell);
  const outcome = mode.outcome(log.acknowledged);
  const phases = new Map<Phase, number>();
  const onPhase = (phase: Phase): void => {
    phases.set(phase, clock());
    plan.onPhase?.(phase, clock());
  };
  onPhase("before");

  const failed = new AbortController();
  const signal = AbortSignal.any([plan.signal, failed.signal]);
  setMaxListeners(0, signal); // every customer who waits to ask again listens to it
  const orFail = <T>(part: Promise<T>): Promise<T> => {
    part.catch(() => failed.abort());
    return part;
  };
  const over = new AbortController();
  const everyMs = mode.pollMs;
  const onSample = ({ orders }: WaitingSample) => tell({ waiting: orders });
  const watching = watchDepth(() => mode.waiting(log.atCounter()), { everyMs, clock, signal: over.signal, onSample });
  const { ratePerSecond, awayMs, patienceMs } = plan;
  const beforeMs = (plan.orders * 1_000) / ratePerSecond / 3;
  const orders = drillOrders(plan.orders, name);
  const placing = orFail(placeSteadily(mode.cashier, orders, { ...plan, clock, signal, note: log.note }));
  const outage = orFail(baristaGoesAway(mode.barista, { beforeMs, awayMs, signal, onPhase }));
  let going = true;
  const bothDone = Promise.allSettled([placing, outage]).finally(() => {
    going = false;
  });
  try {
    const onProgress = ({ ready }: { ready: ReadonlyMap<string, unknown> }) => tell({ ready: ready.size });
    await watchOrders(outcome, log.acknowledged, { patienceMs, signal, onProgress, moreToCome: () => going });
    await bothDone;
    const [served] = await Promise.all([placing, outage]);
    // Patience begins anew with the return: nothing could change while the barista was away.
    await watchOrders(outcome, log.acknowledged, { patienceMs, signal, onProgress });
    const deadline = clock() + SETTLE_MS;
    while (progress.waiting > 0 && clock() < deadline && !signal.aborted) await pause(everyMs, signal);

    const { events, stillWaiting, unseen, announcedAgain } = await readFinalOutcomes(outcome, log);
    const unknownOrders = await mode.unknownOrders(name, log.attempted);
    for (const event of events) log.note(event);
    for (const orderId of unknownOrders) log.note({ orderId, kind: "ready" });
    over.abort();
    return {
      account: account(log.events, { stillWaiting, unseen, boardSeen: mode.boardSeen }),
      impact: outageImpact(served, outcomesOf(log.events)),
      latency: cashierLatency(served, phases),
      depth: await watching,
      phases,
      refusals: refusalsOf(served),
      announcedAgain,
    };
  } finally {
    failed.abort();
    over.abort();
    await bothDone;
  }
};

const orderLog = (tell: (news: Partial<DrillProgress>) => void) => {
  const events: OrderEvent[] = [];
  const attempted = new Set<string>();
  const acknowledged = new Set<string>();
  const unknown = new Set<string>();
  const note = (event: OrderEvent): void => {
    events.push(event);
    if (event.kind === "attempted") attempted.add(event.orderId);
    if (event.kind === "acknowledged") acknowledged.add(event.orderId);
    if (event.kind === "unknown") unknown.add(event.orderId);
    tell({ attempted: attempted.size, acknowledged: acknowledged.size });
  };
  const atCounter = () => attempted.size - acknowledged.size - unknown.size;
  return { events, attempted, acknowledged, atCounter, note };
};

const refusalsOf = (served: readonly Served[]): ReadonlyMap<string, number> => {
  const refusals = new Map<string, number>();
  for (const { problem } of served) {
    if (problem !== undefined) refusals.set(problem, (refusals.get(problem) ?? 0) + 1);
  }
  return refusals;
};
