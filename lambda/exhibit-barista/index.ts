import { makeDrink } from "../barista/serve-orders";
import { parseWith } from "../messages/fields";
import { type Order, order } from "../messages/order";
import type { OrderReady } from "../messages/order-ready";
import { log } from "../messaging/log";
import { faultLine, shown } from "../messaging/parse";

/** Called by the exhibit's cashier, who waits for what it returns. */
export const handler = async (event: unknown): Promise<OrdersMade> => makeOrders(event, new Date());

/** What the exhibit's cashier hands to the barista: 1 to 10 orders. */
export interface OrdersToMake {
  readonly orders: readonly Order[];
}

/** What the barista hands back: every one of them, made. */
export interface OrdersMade {
  readonly ready: readonly OrderReady[];
}

/** Thrown for a call that is not a list of orders. Nothing of it is made. */
export class NotOrders extends Error {
  override readonly name = "NotOrders";
}

/**
 * Makes orders while the cashier waits.
 *
 * There is no queue, so nobody keeps an order that could not be made, and no idempotency store, so an order that is asked for twice is
 * made twice: that is what this exhibit is for.
 *
 * @throws NotOrders
 */
export const makeOrders = (event: unknown, now: Date): OrdersMade => {
  const given = typeof event === "object" && event !== null && "orders" in event ? event.orders : undefined;
  if (!Array.isArray(given)) throw new NotOrders(`must be {"orders": […]}, not ${shown(event)}`);
  const ready = given.map((one: unknown, place) => {
    const parsed = parseWith(order, one, `orders[${place}]`);
    if (!parsed.ok) throw new NotOrders(faultLine(parsed.faults));
    return makeDrink(parsed.value, now);
  });
  log("made", { orders: ready.length });
  return { ready };
};
