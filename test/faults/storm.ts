import { setMaxListeners } from "node:events";
import { switchBarista } from "../../operations/barista";
import { outcomeOf } from "../../operations/order-outcome";
import { pause } from "../../operations/pause";
import { queueDepth } from "../../operations/queue-depths";
import type { Shop } from "../../operations/shop";
import type { FaultInjector } from "./fault-injector";
import { type FaultRequest, type OrderBook, serveCustomers } from "./fault-orders";
import type { FaultyShop } from "./faulty-shop";
import type { Killer } from "./killer";
import type { CampaignPlan } from "./report";

/** Everything that comes together in a storm. */
export interface StormSettings {
  readonly plan: CampaignPlan;
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly injector: FaultInjector;
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
const POLL_MS = 1_000;

/**
 * The time of the faults: customers place orders, functions are killed, incidents happen, spread over the orders that are
 * placed. It is over when everything has happened and most orders are ready all the same, or none is left to wait for.
 *
 * @throws the signal's reason
 */
export const storm = async (settings: StormSettings): Promise<void> => {
  const { plan, shop, injector, killer, book, requests, signal, onProgress } = settings;
  const over = new AbortController();
  const going = AbortSignal.any([signal, over.signal]);
  setMaxListeners(0, signal, going); // everybody who waits listens to it
  injector.killer = killer;
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
    await repeat(going, POLL_MS, manyAreOpen);
    killer.giveUpPoints();
    await repeat(going, STEP_MS, async () => killer.count < plan.kills);
  };
  try {
    await Promise.race([events(), killing]);
    signal.throwIfAborted();
  } finally {
    over.abort();
    injector.end();
    await Promise.allSettled([killing, ...parts]);
  }
};

const incidentsHappen = async (
  { plan, shop, faulty, injector, incidents }: StormSettings,
  placed: () => number,
  signal: AbortSignal,
): Promise<void> => {
  for (const [number, incident] of incidents.entries()) {
    await repeat(signal, STEP_MS, async () => placed() < (number + 1) / (incidents.length + 1));
    if (signal.aborted) return;
    await happen[incident]({ shop, faulty, injector, durationMs: plan.incidentMs, signal });
  }
};

/** Does something again and again for as long as it says so and nobody wants to stop. */
const repeat = async (signal: AbortSignal, everyMs: number, goesOn: () => Promise<boolean>): Promise<void> => {
  while (!signal.aborted && (await goesOn())) await pause(everyMs, signal);
};

/** What happens to the whole shop, once in a campaign each. */
export const INCIDENTS = ["barista away", "SNS down", "engine restarted", "DynamoDB down"] as const;

export type Incident = (typeof INCIDENTS)[number];

/** Where an incident happens, and for how long. */
export interface Scene {
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly injector: FaultInjector;
  readonly durationMs: number;
  readonly signal: AbortSignal;
}

const OPENINGS = 3;

/** Lets an incident happen and puts things right again. */
export const happen: Readonly<Record<Incident, (scene: Scene) => Promise<void>>> = {
  "barista away": async ({ shop, durationMs, signal }) => {
    await switchBarista(shop, false, signal);
    await pause(durationMs, signal);
    await switchBarista(shop, true, signal);
  },
  "SNS down": (scene) => serviceDown(scene, "SNS"),
  "DynamoDB down": (scene) => serviceDown(scene, "DynamoDB"),
  // The functions lose their connection first, so that nothing changes in the engine while it writes its state down.
  "engine restarted": async ({ faulty, injector, signal }) => {
    await faulty.wire.cut();
    await faulty.shut();
    injector.causes.ended(undefined);
    injector.isCalm = true;
    faulty.wire.isCut = false;
    await openAtLast(faulty, signal);
    injector.isCalm = false;
  },
};

/** The barista begins at once with all that waits: a machine that is busy with it may not open the rest in time. */
const openAtLast = async (faulty: FaultyShop, signal: AbortSignal): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await faulty.open();
      return;
    } catch (error) {
      if (attempt === OPENINGS || signal.aborted) throw error;
      await faulty.shut();
    }
  }
};

const serviceDown = async ({ injector, durationMs, signal }: Scene, service: "SNS" | "DynamoDB"): Promise<void> => {
  injector.down = service;
  await pause(durationMs, signal);
  injector.down = undefined;
};
