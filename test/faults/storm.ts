import { setMaxListeners } from "node:events";
import { outcomeOf } from "../../operations/order-outcome";
import { pause } from "../../operations/pause";
import { queueDepth } from "../../operations/queue-depths";
import type { Shop } from "../../operations/shop";
import type { CampaignPlan } from "./campaign-result";
import { serveCustomers } from "./customers";
import type { FaultRequest } from "./fault-orders";
import type { FaultyShop } from "./faulty-shop";
import { happen, type Incident } from "./incidents";
import type { Killer } from "./killer";
import type { OrderBook } from "./order-book";
import type { Trouble } from "./trouble";

/** Everything that comes together in a storm. */
export interface StormSettings {
  readonly plan: CampaignPlan;
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly trouble: Trouble;
  readonly killer: Killer;
  readonly book: OrderBook;
  readonly requests: readonly FaultRequest[];
  readonly incidents: readonly Incident[];
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

/** The kills are over with this part of the orders placed, so that the last of them have something to kill. */
const KILLS_BY = 0.8;

/** The faults go on until this part of all orders is ready. */
const FAULTS_UNTIL = 0.8;

const STEP_MS = 200;
const LOOK_EVERY_MS = 1_000;

/**
 * The time of the faults: customers place orders, functions are killed, incidents happen, spread over the orders that are
 * placed. It is over when everything has happened and most orders are ready all the same, or none is left to wait for.
 *
 * @throws the signal's reason
 */
export const storm = async (settings: StormSettings): Promise<void> => {
  const { plan, shop, trouble, killer, book, requests, signal, onProgress } = settings;
  const over = new AbortController();
  const going = AbortSignal.any([signal, over.signal]);
  setMaxListeners(0, signal, going); // everybody who waits listens to it
  trouble.killer = killer;
  const known = book.attempted.size;
  const placed = () => (book.attempted.size - known) / plan.orders;
  const killing = repeat(going, STEP_MS, async () => {
    killer.allowed = Math.ceil(plan.kills * Math.min(1, placed() / KILLS_BY));
    killer.strike();
    onProgress();
    return true;
  });
  const { ordersPerSecond } = plan;
  const parts = [
    serveCustomers(shop, requests, { ordersPerSecond, signal: going, note: book.note }),
    incidentsHappen(settings, placed, going),
  ];
  const outcome = outcomeOf(shop);
  const manyAreOpen = async (): Promise<boolean> => {
    const [ready, queue] = await Promise.all([outcome.ready(book.acknowledged), queueDepth(shop, "orders")]);
    return ready.size < book.acknowledged.size * FAULTS_UNTIL && queue.waiting + queue.inHand > 0;
  };
  const events = async (): Promise<void> => {
    await Promise.all(parts);
    await repeat(going, LOOK_EVERY_MS, manyAreOpen);
    killer.giveUpPoints();
    await repeat(going, STEP_MS, async () => killer.count < plan.kills);
  };
  try {
    await Promise.race([events(), killing]);
    signal.throwIfAborted();
  } finally {
    over.abort();
    trouble.end();
    await Promise.allSettled([killing, ...parts]);
  }
};

const incidentsHappen = async (
  { plan, shop, faulty, trouble, incidents }: StormSettings,
  placed: () => number,
  signal: AbortSignal,
): Promise<void> => {
  for (const [number, incident] of incidents.entries()) {
    await repeat(signal, STEP_MS, async () => placed() < (number + 1) / (incidents.length + 1));
    if (signal.aborted) return;
    await happen[incident]({ shop, faulty, trouble, durationMs: plan.incidentMs, signal });
  }
};

/** Does something again and again for as long as it says so and nobody wants to stop. */
const repeat = async (signal: AbortSignal, everyMs: number, goesOn: () => Promise<boolean>): Promise<void> => {
  while (!signal.aborted && (await goesOn())) await pause(everyMs, signal);
};
