import type { ContactRules } from "../contacts/contact-rules";
import type { Order } from "../messages/order";
import { type Answer, type Refusal, refusalAnswer, type WebRequest } from "../messaging/http";
import { orderIdFor } from "./order-id";
import { readRequest } from "./read-request";

/** What the cashier works with. */
export interface CashierServices {
  /** Whom the shop may tell that a drink is ready. */
  readonly contactRules: ContactRules;
  /**
   * Stores orders in the queue.
   *
   * @returns the ids of the orders that are known to be stored; never rejects. An id that is missing may or may not be stored.
   */
  storeOrders(orders: readonly Order[]): Promise<ReadonlySet<string>>;
  now(): Date;
  /** A fresh idempotency key for a customer who brought none. */
  newKey(): string;
}

/** How long a customer who got a 503 should wait before asking again. */
const RETRY_AFTER_SECONDS = "2";

/**
 * Takes the orders of one request: 202 means that every one of them is stored in the queue.
 *
 * After any other answer the customer may ask again with the `idempotency-key` of the answer and gets the same order ids,
 * so that an order that was stored after all is not made twice.
 */
export const takeOrders = async (
  request: WebRequest,
  till: CashierServices,
): Promise<Answer<202 | 207 | 503 | Refusal["status"]>> => {
  const read = readRequest(request, till.contactRules);
  if ("refusal" in read) return refusalAnswer(read.refusal, "the order was not taken");
  const key = read.idempotencyKey ?? till.newKey();
  const placedAt = till.now().toISOString();
  const orders = read.orders.map(
    (request, place): Order => ({ version: 1, orderId: orderIdFor(key, place, request), placedAt, ...request }),
  );
  const stored = await till.storeOrders(orders);
  const body = {
    orders: orders.map(({ orderId }) => ({ orderId, status: stored.has(orderId) ? "accepted" : "not accepted" })),
  };
  const accepted = orders.filter(({ orderId }) => stored.has(orderId)).length;
  const headers = { "idempotency-key": key };
  if (accepted === orders.length) return { status: 202, headers, body };
  const retry = { ...headers, "retry-after": RETRY_AFTER_SECONDS };
  return { status: accepted > 0 ? 207 : 503, headers: retry, body };
};
