import type { Notify } from "../lambda/messages/order";
import type { Fault } from "../lambda/messaging/parse";
import { askCashier, type Cashier, LONGEST_PAUSE_MS } from "./ask-cashier";
import { pause } from "./pause";

/** An order as a customer fills it in; the cashier checks it. */
export interface OrderForm {
  readonly drink: string;
  readonly size?: string;
  readonly quantity?: number;
  readonly pickupName: string;
  readonly pickupLocation?: string;
  readonly notify?: Notify;
}

/** How a customer goes about it. */
export interface Manners {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /**
   * A customer who was turned away asks again for so long, and no more after that.
   *
   * @default they ask six times, however long that takes
   */
  readonly patienceMs?: number;
  /** @default a pause */
  readonly wait?: typeof pause;
}

/** What became of one request. */
export interface Placement {
  /** Ids of the orders that are stored. */
  readonly accepted: ReadonlySet<string>;
  /** Ids of the orders that the cashier could not store. A request that was never read has no ids. */
  readonly notAccepted: ReadonlySet<string>;
  /** Why not every order is accepted; undefined when every one is. */
  readonly problem: string | undefined;
  /** What the cashier found wrong with the request; empty when it was not refused. */
  readonly faults: readonly Fault[];
  /** How often was asked. */
  readonly attempts: number;
  /** When the first attempt began, epoch milliseconds. */
  readonly askedAt: number;
}

/** With the pauses between them these outlast a fault of some seconds. */
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;

/**
 * Places 1 to 10 orders with one request, and asks again until all are stored or asking is pointless.
 *
 * Every attempt carries the same `Idempotency-Key`, so that an order whose answer was lost is not made twice.
 */
export const placeOrders = async (
  cashier: Cashier,
  orders: readonly OrderForm[],
  { idempotencyKey, signal, patienceMs, wait = pause }: Manners,
): Promise<Placement> => {
  const askedAt = Date.now();
  const accepted = new Set<string>();
  const named = new Set<string>();
  const body = JSON.stringify(orders.length === 1 ? orders[0] : { orders });
  const isWorthWaiting = (pauseMs: number): boolean =>
    patienceMs === undefined ? attempts < ATTEMPTS : Date.now() + pauseMs - askedAt <= patienceMs;
  let problem: string | undefined;
  let faults: readonly Fault[] = [];
  let attempts = 0;
  while (!signal.aborted) {
    attempts += 1;
    const reply = await askCashier(cashier, { body, idempotencyKey, signal });
    for (const { orderId, status } of reply.orders) {
      named.add(orderId);
      if (status === "accepted") accepted.add(orderId);
    }
    problem = accepted.size >= orders.length ? undefined : reply.problem;
    faults = reply.faults;
    const pauseMs = reply.pauseMs ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    if (problem === undefined || !reply.again || !isWorthWaiting(pauseMs)) break;
    await wait(pauseMs, signal);
  }
  const notAccepted = new Set([...named].filter((orderId) => !accepted.has(orderId)));
  return { accepted, notAccepted, problem, faults, attempts, askedAt };
};
