import type { OrderEvent } from "../../operations/accounting";
import { pause } from "../../operations/pause";
import { placeOrders } from "../../operations/place-orders";
import type { Shop } from "../../operations/shop";
import type { FaultRequest } from "./fault-orders";

/** How customers come. */
export interface CustomerPlan {
  readonly ordersPerSecond: number;
  readonly signal: AbortSignal;
  readonly note: (event: OrderEvent) => void;
}

/** Customers at the counter at the same time: each that waits keeps one process of the cashier busy. */
const CUSTOMERS = 5;

/** Each visit ends after six requests; an engine that is restarted outlasts one. */
const VISITS = 4;

/**
 * Has customers place all requests, each with its own idempotency key, and ask again until every order is accepted or
 * they lose patience.
 *
 * Notes `attempted` for each order before anything is sent, then `acknowledged` or `unknown`.
 *
 * @throws Error when the cashier answers with the id of another order than the customer expects
 */
export const serveCustomers = async (
  shop: Pick<Shop, "askCashier">,
  requests: readonly FaultRequest[],
  { ordersPerSecond, signal, note }: CustomerPlan,
): Promise<void> => {
  const begun = Date.now();
  const waiting = requests.values();
  let placed = 0;
  const come = async (): Promise<void> => {
    for (const { forms, orderIds, idempotencyKey } of waiting) {
      const dueAt = begun + (placed * 1_000) / ordersPerSecond;
      placed += forms.length;
      if (dueAt > Date.now()) await pause(dueAt - Date.now(), signal);
      if (signal.aborted) return;
      for (const orderId of orderIds) note({ orderId, kind: "attempted" });
      const accepted = new Set<string>();
      for (let visit = 1; visit <= VISITS && accepted.size < orderIds.length && !signal.aborted; visit++) {
        const placed = await placeOrders(shop, forms, { idempotencyKey, signal });
        const stranger = [...placed.accepted, ...placed.notAccepted].find((orderId) => !orderIds.includes(orderId));
        if (stranger !== undefined) throw new Error(`the cashier gave ${idempotencyKey} the order id ${stranger}`);
        for (const orderId of placed.accepted) accepted.add(orderId);
      }
      for (const orderId of orderIds) note({ orderId, kind: accepted.has(orderId) ? "acknowledged" : "unknown" });
    }
  };
  await Promise.all(Array.from({ length: CUSTOMERS }, come));
};
