import { randomUUID } from "node:crypto";
import { MAX_ORDERS_PER_REQUEST } from "../lambda/cashier/take-orders";
import { DRINKS, SIZES } from "../lambda/messages/order";
import { chunks, inParallel } from "../lambda/messaging/aws-clients";
import { countAnnouncedAgain, type OutcomeReader } from "./order-outcome";
import { type Cashier, type OrderForm, placeOrders } from "./place-orders";
import { type RushFacts, type RushSummary, summarizeRush } from "./rush-summary";
import { watchOrders } from "./watch-orders";

/** Requests at the same time: enough to keep the cashier busy, few enough for a laptop that runs a process for each. */
const LANES = 4;

export interface Rush {
  readonly orders: number;
  /** Null: do not wait. Otherwise waiting ends when nothing has changed for so long. */
  readonly patienceMs: number | null;
  /** How long a customer who is turned away asks again. @default six times, however long that takes */
  readonly customerPatienceMs?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RushProgress) => void;
  readonly onQuiet?: () => Promise<void>;
}

export type RushProgress = Pick<RushSummary, "accepted" | "refused" | "ready" | "deadLettered">;

export interface RushResult {
  readonly summary: RushSummary;
  /** Orders that were announced more than once. */
  readonly announcedAgain: number;
  /** Why orders were refused -> how many. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Why reading what became of the orders failed the last time. */
  readonly problem: unknown;
}

/** Places many orders at once, in requests of ten, and follows each to its end. */
export const rush = async (cashier: Cashier, outcome: OutcomeReader, plan: Rush): Promise<RushResult> => {
  const { patienceMs, customerPatienceMs, signal, onQuiet } = plan;
  const accepted = new Map<string, number>();
  const watched = new Set<string>();
  const refusals = new Map<string, number>();
  const progress = { accepted: 0, refused: 0, ready: 0, deadLettered: 0 };
  const tell = (news: Partial<RushProgress>) => plan.onProgress?.(Object.assign(progress, news));
  const refused = () => [...refusals.values()].reduce((sum, count) => sum + count, 0);

  const place = async (forms: readonly OrderForm[]): Promise<void> => {
    const idempotencyKey = randomUUID();
    const placed = await placeOrders(cashier, forms, { idempotencyKey, signal, patienceMs: customerPatienceMs });
    for (const orderId of placed.accepted) {
      accepted.set(orderId, placed.askedAt);
      watched.add(orderId);
    }
    const turnedAway = forms.length - placed.accepted.size;
    const why = placed.problem ?? "the cashier answered for fewer orders than it was given";
    if (turnedAway > 0 && !signal.aborted) refusals.set(why, (refusals.get(why) ?? 0) + turnedAway);
    tell({ accepted: accepted.size, refused: refused() });
  };
  const requests = chunks(guestOrders(plan.orders), MAX_ORDERS_PER_REQUEST);
  let placing = true;
  const placed = inParallel(requests, LANES, place, signal).finally(() => {
    placing = false;
  });
  const resultOf = (found: Omit<RushFacts, "accepted" | "refused">, problem: unknown): RushResult => ({
    summary: summarizeRush({ accepted, refused: refused(), ...found }),
    announcedAgain: countAnnouncedAgain(found.ready),
    refusals,
    problem,
  });
  if (patienceMs === null) {
    await placed;
    const nothing = { ready: new Map(), deadLettered: new Set<string>(), unseenDeadLetters: 0 };
    return resultOf({ ...nothing, onTheWay: accepted.size }, undefined);
  }
  const [{ ready, deadLettered, open, problem }] = await Promise.all([
    watchOrders(outcome, watched, {
      patienceMs,
      signal,
      moreToCome: () => placing,
      onProgress: ({ ready, deadLettered }) => tell({ ready: ready.size, deadLettered: deadLettered.size }),
      ...(onQuiet && { onQuiet }),
    }),
    placed,
  ]);
  try {
    const onTheWay = await outcome.onTheWay(open);
    const unseenDeadLetters = onTheWay < open.size ? await outcome.unseenDeadLetters() : 0;
    return resultOf({ ready, deadLettered, onTheWay, unseenDeadLetters }, problem);
  } catch (error) {
    return resultOf({ ready, deadLettered, onTheWay: open.size, unseenDeadLetters: 0 }, error);
  }
};

const guestOrders = (count: number): readonly OrderForm[] =>
  Array.from({ length: count }, (_, place) => ({
    drink: DRINKS[place % DRINKS.length] ?? DRINKS[0],
    size: SIZES[place % SIZES.length] ?? SIZES[0],
    pickupName: `Guest ${place + 1}`,
  }));
