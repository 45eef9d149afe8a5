import type { ContactRules } from "../contacts/contact-rules";
import {
  MAX_ORDERS_PER_REQUEST,
  type OrderRequest,
  type OrderRequestParser,
  orderRequestParser,
} from "../messages/order";
import { missedRoute, type Refusal, readJsonBody, refuse, refuseFaults, type WebRequest } from "../messaging/http";
import { type Parsed, shown } from "../messaging/parse";

/** Ten orders with every field at its longest fill less than half of it. */
export const MAX_BODY_BYTES = 16 * 1024;

const COUNTER = {
  path: "/orders",
  methods: ["POST"],
  directions: "orders go to /orders",
  manners: "orders are placed with POST",
};
const ORDERS = { maxBytes: MAX_BODY_BYTES, example: 'an order such as {"drink": "latte", "pickupName": "Ada"}' };

type Read =
  | { readonly orders: readonly OrderRequest[]; readonly idempotencyKey: string | undefined }
  | { readonly refusal: Refusal };

/** Reads the orders out of a request, or says everything that is wrong with it. */
export const readRequest = (request: WebRequest, rules: ContactRules): Read => {
  const missed = missedRoute(request, COUNTER);
  if (missed) return { refusal: missed };
  const body = readJsonBody(request, ORDERS);
  if ("refusal" in body) return body;
  const idempotencyKey = request.headers["idempotency-key"];
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,128}$/.test(idempotencyKey)) {
    const message = `must be 1 to 128 visible ASCII characters, not ${shown(idempotencyKey)}`;
    return { refusal: refuse(400, message, "idempotency-key") };
  }
  const read = readOrders(body.json, orderRequestParser(rules));
  return "refusal" in read ? read : { orders: read.orders, idempotencyKey };
};

const readOrders = (
  given: unknown,
  parse: OrderRequestParser,
): { readonly orders: readonly OrderRequest[] } | { readonly refusal: Refusal } => {
  const several = typeof given === "object" && given !== null && "orders" in given;
  if (!several) return gather([parse(given)]);
  if (!Array.isArray(given.orders) || given.orders.length < 1 || given.orders.length > MAX_ORDERS_PER_REQUEST) {
    const found = Array.isArray(given.orders) ? `${given.orders.length}` : shown(given.orders);
    return {
      refusal: refuse(400, `must be a list of 1 to ${MAX_ORDERS_PER_REQUEST} orders, not ${found}`, "orders"),
    };
  }
  return gather(given.orders.map((order, place) => parse(order, `orders[${place}]`)));
};

const gather = (parsed: readonly Parsed<OrderRequest>[]) => {
  const faults = parsed.flatMap((one) => (one.ok ? [] : one.faults));
  if (faults.length > 0) return { refusal: refuseFaults(faults) };
  return { orders: parsed.flatMap((one) => (one.ok ? [one.value] : [])) };
};
