import { randomUUID } from "node:crypto";
import { MAX_ORDERS_PER_REQUEST } from "../lambda/cashier/take-orders";
import { DRINKS, SIZES } from "../lambda/messages/order";
import type { OutcomeReader } from "./order-outcome";
import { type Cashier, type OrderForm, placeOrders } from "./place-orders";
import { type RushSummary, summarizeRush } from "./rush-summary";
import { watchOrders } from "./watch-orders";

/** Requests at the same time: enough to keep the cashier busy, few enough for a laptop that runs a process for each. */
const LANES = 4;

/** How to run a rush. */
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

export interface RushProgress {
  readonly accepted: number;
  readonly refused: number;
  readonly ready: number;
  readonly deadLettered: number;
}

export interface RushResult {
  readonly summary: RushSummary;
  /** Orders that were announced more than once. Delivery is at least once; the board shows them once all the same. */
  readonly announcedAgain: number;
  /** Why orders were refused -> how many. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Why reading what became of the orders failed the last time. */
  readonly problem: unknown;
}

/** Places many orders at once, in requests of ten, and follows each to its end. */
export const rush = async (cashier: Cashier, outcome: OutcomeReader, plan: Rush): Promise<RushResult> => {
  const accepted = new Map<string, number>();
  const watched = new Set<string>();
  const refusals = new Map<string, number>();
  const progress = { accepted: 0, refused: 0, ready: 0, deadLettered: 0 };
  const tell = (news: Partial<RushProgress>) => plan.onProgress?.(Object.assign(progress, news));

  const refused = () => [...refusals.values()].reduce((sum, count) => sum + count, 0);
  const batches = [...Array(Math.ceil(plan.orders / MAX_ORDERS_PER_REQUEST)).keys()];
  const lane = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined && !plan.signal.aborted; batch = batches.shift()) {
      const first = batch * MAX_ORDERS_PER_REQUEST;
      const forms = [...Array(Math.min(MAX_ORDERS_PER_REQUEST, plan.orders - first)).keys()].map((place) =>
        guestOrder(first + place),
      );
      const placed = await placeOrders(cashier, forms, {
        idempotencyKey: randomUUID(),
        signal: plan.signal,
        ...(plan.customerPatienceMs !== undefined && { patienceMs: plan.customerPatienceMs }),
      });
      for (const orderId of placed.accepted) {
        accepted.set(orderId, placed.askedAt);
        watched.add(orderId);
      }
      const turnedAway = forms.length - placed.accepted.size;
      const why = placed.problem ?? "the cashier answered for fewer orders than it was given";
      if (turnedAway > 0) refusals.set(why, (refusals.get(why) ?? 0) + turnedAway);
      tell({ accepted: accepted.size, refused: refused() });
    }
  };
  let placing = true;
  const placed = Promise.all(Array.from({ length: LANES }, lane)).finally(() => {
    placing = false;
  });
  if (plan.patienceMs === null) {
    await placed;
    const nothing = {
      ready: new Map(),
      deadLettered: new Set<string>(),
      onTheWay: accepted.size,
      unseenDeadLetters: 0,
    };
    const summary = summarizeRush({ accepted, refused: refused(), ...nothing });
    return { summary, announcedAgain: 0, refusals, problem: undefined };
  }
  const [outcomes] = await Promise.all([
    watchOrders(outcome, watched, {
      patienceMs: plan.patienceMs,
      signal: plan.signal,
      moreToCome: () => placing,
      onProgress: ({ ready, deadLettered }) => tell({ ready: ready.size, deadLettered: deadLettered.size }),
      ...(plan.onQuiet && { onQuiet: plan.onQuiet }),
    }),
    placed,
  ]);
  const { ready, deadLettered } = outcomes;
  let { open, problem } = outcomes;
  let onTheWay = 0;
  let unseenDeadLetters = 0;
  try {
    onTheWay = await outcome.onTheWay(open);
    if (onTheWay < open.size) unseenDeadLetters = await outcome.unseenDeadLetters();
  } catch (error) {
    onTheWay = open.size;
    problem = error;
  }
  const found = { ready, deadLettered, onTheWay, unseenDeadLetters };
  const summary = summarizeRush({ accepted, refused: refused(), ...found });
  const announcedAgain = [...ready.values()].filter(({ announcements }) => (announcements ?? 0) > 1).length;
  return { summary, announcedAgain, refusals, problem };
};

/** The guests of a rush order their way down the menu. */
const guestOrder = (place: number): OrderForm => ({
  drink: DRINKS[place % DRINKS.length] ?? DRINKS[0],
  size: SIZES[place % SIZES.length] ?? SIZES[0],
  pickupName: `Guest ${place + 1}`,
});
