import { counted } from "../cli/wording";

/**
 * Something that was noted about one order. An order may have any number of them, in any sequence:
 *
 * - `attempted`: about to be asked for; noted before the request leaves
 * - `acknowledged`: the cashier said "accepted"
 * - `unknown`: any other answer, or none; the order may or may not be stored
 * - `ready`: shown on the pickup board, once for each time it is shown
 * - `noticed`: its customer was told, once for each time
 * - `deadLettered`: in the dead-letter queue
 */
export interface OrderEvent {
  readonly orderId: string;
  readonly kind: "attempted" | "acknowledged" | "unknown" | "ready" | "noticed" | "deadLettered";
}

/** What became of each order, as sets of order ids. */
export type OrderOutcomes = ReturnType<typeof outcomesOf>;

/** The account of many orders: the promise "nothing lost, nothing doubled", checked. */
export interface Account {
  readonly attempted: number;
  readonly acknowledged: number;
  readonly ready: number;
  readonly deadLettered: number;
  readonly lost: number;
  /** Null where it cannot be seen which orders are shown. */
  readonly phantom: number | null;
  /** Null where it cannot be seen how often an order is shown. */
  readonly double: number | null;
  readonly verdict: string;
}

interface Circumstances {
  /** Missing orders that still are in a queue on their way, because draining was broken off. @default 0 */
  readonly stillWaiting?: number;
  /** Dead letters that could not be seen: missing orders may be among them. @default 0 */
  readonly unseen?: number;
  /** Whether the pickup board was seen, or only the order idempotency store, which knows each order once. @default true */
  readonly boardSeen?: boolean;
}

/** Sorts orders by what was noted about them. The sequence of events does not matter. */
export const outcomesOf = (events: Iterable<OrderEvent>) => {
  const noted: Record<OrderEvent["kind"], string[]> = {
    attempted: [],
    acknowledged: [],
    unknown: [],
    ready: [],
    noticed: [],
    deadLettered: [],
  };
  for (const { orderId, kind } of events) noted[kind].push(orderId);
  const attempted = new Set(noted.attempted);
  const acknowledged = new Set(noted.acknowledged);
  const ready = new Set(noted.ready);
  const deadLettered = new Set(noted.deadLettered);
  return {
    attempted,
    acknowledged,
    ready,
    deadLettered,
    /** Acknowledged, and neither ready nor dead-lettered. */
    missing: only(acknowledged, (orderId) => !ready.has(orderId) && !deadLettered.has(orderId)),
    /** Ready, and nobody ever asked for it. */
    phantom: only(ready, (orderId) => !attempted.has(orderId)),
    /** Shown more than once, or its customer told more than once. */
    double: new Set([...repeated(noted.ready), ...repeated(noted.noticed)]),
    /** Ready and dead-lettered: an order comes to one end only. */
    twoEnds: only(ready, (orderId) => deadLettered.has(orderId)),
  };
};

const repeated = (orderIds: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return orderIds.filter((orderId) => seen.size === seen.add(orderId).size);
};

const only = (orderIds: Iterable<string>, keep: (orderId: string) => boolean): ReadonlySet<string> =>
  new Set([...orderIds].filter(keep));

/** What the verdict says when every acknowledged order came to exactly one end, as far as that can be seen. */
const ALL_WELL = "nothing lost, nothing doubled";
const WELL_UNSEEN = "nothing lost (what the pickup board shows cannot be seen from here)";

/** Adds up what was noted, after the queues were drained. */
export const account = (events: Iterable<OrderEvent>, circumstances: Circumstances = {}): Account => {
  const { stillWaiting = 0, unseen = 0, boardSeen = true } = circumstances;
  const outcomes = outcomesOf(events);
  const waiting = Math.min(stillWaiting, outcomes.missing.size);
  const notSeen = Math.min(unseen, outcomes.missing.size - waiting);
  const sums = {
    attempted: outcomes.attempted.size,
    acknowledged: outcomes.acknowledged.size,
    ready: outcomes.ready.size,
    deadLettered: outcomes.deadLettered.size,
    lost: outcomes.missing.size - waiting - notSeen,
    phantom: boardSeen ? outcomes.phantom.size : null,
    double: boardSeen ? outcomes.double.size : null,
  };
  const wrong = [
    sums.lost > 0 && `${counted(sums.lost, "order")} lost`,
    sums.phantom && `${counted(sums.phantom, "order")} made that nobody placed`,
    sums.double && `${counted(sums.double, "order")} doubled`,
    outcomes.twoEnds.size > 0 && `${counted(outcomes.twoEnds.size, "order")} both ready and in the dead-letter queue`,
    notSeen > 0 &&
      `${counted(notSeen, "order")} not seen, perhaps among the dead letters behind others of their location`,
    waiting > 0 && `${counted(waiting, "order")} not at an end yet`,
    sums.acknowledged === 0 && "no order was acknowledged, so nothing is proven",
  ].filter((problem) => typeof problem === "string");
  return { ...sums, verdict: wrong.length > 0 ? wrong.join(", ") : boardSeen ? ALL_WELL : WELL_UNSEEN };
};

/** Whether the verdict has nothing to complain of. */
export const isKept = ({ verdict }: Account): boolean => verdict === ALL_WELL || verdict === WELL_UNSEEN;
