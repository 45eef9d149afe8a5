import type { ContactRules } from "../contacts/contact-rules";
import { uuidOf } from "../messages/fields";
import { type Order, type OrderRequest, orderRequestParser } from "../messages/order";
import { ENTRIES_PER_REQUEST } from "../messaging/aws-clients";
import {
  type Answer,
  missedRoute,
  type Refusal,
  readJsonBody,
  refusalAnswer,
  refuse,
  refuseFaults,
  type WebRequest,
} from "../messaging/http";
import { shown } from "../messaging/parse";

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

/**
 * Takes the orders of one request: 202 means that every one of them is stored in the queue.
 *
 * After any other answer the customer may ask again with the `idempotency-key` of the answer and gets the same order ids,
 * so that an order that was stored after all is not made twice.
 */
export const takeOrders = async (
  request: WebRequest,
  services: CashierServices,
): Promise<Answer<202 | 207 | 503 | Refusal["status"]>> => {
  const read = readRequest(request, services.contactRules);
  if ("refusal" in read) return refusalAnswer(read.refusal, "the order was not taken");
  const key = read.idempotencyKey ?? services.newKey();
  const placedAt = services.now().toISOString();
  const orders = read.orders.map(
    (request, place): Order => ({ version: 1, orderId: orderIdFor(key, place, request), placedAt, ...request }),
  );
  const stored = await services.storeOrders(orders);
  const told = orders.map(({ orderId }) => ({ orderId, status: stored.has(orderId) ? "accepted" : "not accepted" }));
  const accepted = told.filter(({ status }) => status === "accepted").length;
  const answer = { headers: { "idempotency-key": key }, body: { orders: told } };
  if (accepted === orders.length) return { status: 202, ...answer };
  const headers = { ...answer.headers, "retry-after": "2" }; // seconds
  return { ...answer, status: accepted > 0 ? 207 : 503, headers };
};

/** The most orders one request may carry: what one `SendMessageBatch` takes. */
export const MAX_ORDERS_PER_REQUEST = ENTRIES_PER_REQUEST;

/** Ten orders with every field at its longest fill less than half of it. */
export const MAX_BODY_BYTES = 16 * 1024;

const ROUTE = {
  path: "/orders",
  methods: ["POST"],
  hint: { path: "orders go to /orders", method: "orders are placed with POST" },
};
const BODY = { maxBytes: MAX_BODY_BYTES, example: 'an order such as {"drink": "latte", "pickupName": "Ada"}' };

/** Reads the orders out of a request, or says everything that is wrong with it. */
const readRequest = (request: WebRequest, rules: ContactRules) => {
  const missed = missedRoute(request, ROUTE);
  if (missed) return { refusal: missed };
  const body = readJsonBody(request, BODY);
  if ("refusal" in body) return body;
  const idempotencyKey = request.headers["idempotency-key"];
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,128}$/.test(idempotencyKey)) {
    const message = `must be 1 to 128 visible ASCII characters, not ${shown(idempotencyKey)}`;
    return { refusal: refuse(400, message, "idempotency-key") };
  }
  const parse = orderRequestParser(rules);
  const given = body.json;
  const isList = typeof given === "object" && given !== null && "orders" in given;
  const beside = isList ? Object.keys(given).find((name) => name !== "orders") : undefined;
  if (beside !== undefined) return { refusal: refuse(400, `cannot stand beside ${shown(beside)}`, "orders") };
  const list: unknown = isList ? given.orders : [given];
  if (!Array.isArray(list) || list.length < 1 || list.length > MAX_ORDERS_PER_REQUEST) {
    const found = Array.isArray(list) ? `${list.length}` : shown(list);
    return { refusal: refuse(400, `must be a list of 1 to ${MAX_ORDERS_PER_REQUEST} orders, not ${found}`, "orders") };
  }
  const parsed = list.map((order: unknown, place) => parse(order, order === given ? "" : `orders[${place}]`));
  const faults = parsed.flatMap((one) => (one.ok ? [] : one.faults));
  if (faults.length > 0) return { refusal: refuseFaults(faults) };
  return { orders: parsed.flatMap((one) => (one.ok ? [one.value] : [])), idempotencyKey };
};

/**
 * The id of an order, always the same for the same request under the same idempotency key.
 *
 * The order itself is part of it: a key that is used again for something else by mistake makes a second order
 * instead of losing it. The place in the request is part of it too: two equal lattes are two orders.
 *
 * @returns a UUID
 */
export const orderIdFor = (idempotencyKey: string, place: number, request: OrderRequest): string => {
  const { drink, size, quantity, pickupName, pickupLocation, notify } = request;
  const location = pickupLocation === undefined ? [] : [pickupLocation];
  return uuidOf(
    JSON.stringify([idempotencyKey, place, drink, size, quantity, pickupName, notify ?? null, ...location]),
  );
};
