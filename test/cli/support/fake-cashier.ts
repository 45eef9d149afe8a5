import type { IncomingMessage } from "node:http";
import { orderIdFor } from "../../../lambda/cashier/take-orders";
import { type OrderRequest, orderRequestParser } from "../../../lambda/messages/order";
import { type FakeShop, message, queueOf } from "./fake-shop";

const parseRequest = orderRequestParser({ smsCountryPrefixes: "any", pushApplicationArns: [] });

type Json = (value: unknown, status?: number, headers?: Record<string, string>) => unknown;

/** A cashier and, if at work, a barista: what is taken is ready at once. */
export const takeOrder = (
  shop: FakeShop,
  request: IncomingMessage,
  body: string,
  json: Json,
  hangUp: () => void,
): void => {
  const key = String(request.headers["idempotency-key"]);
  shop.asked.push({ key, body, authorization: request.headers.authorization });
  const trouble = shop.cashierTrouble.shift();
  if (trouble === "hang up") {
    hangUp();
    return;
  }
  const given: unknown = JSON.parse(body);
  const ids = idsOf(key, given);
  if (trouble === 400) {
    return void json({ error: "the order was not taken", faults: [{ path: "notify.sms", message: "is wrong" }] }, 400);
  }
  const stored = ids.filter((_, place) => (trouble === 207 ? place % 2 === 0 : trouble === undefined));
  for (const orderId of stored) serve(shop, orderId);
  const answered = ids.map((orderId) => ({ orderId, status: stored.includes(orderId) ? "accepted" : "not accepted" }));
  json({ orders: answered }, trouble ?? 202, trouble === undefined ? {} : { "retry-after": "0" });
};

/** The exhibit's cashier: takes what its barista makes at once, and nothing while that one is away. */
export const takeTightOrder = (shop: FakeShop, request: IncomingMessage, body: string, json: Json): void => {
  const key = String(request.headers["idempotency-key"]);
  shop.tightlyAsked.push(key);
  const status = shop.tightBaristaWorks ? "accepted" : "not accepted";
  const orders = idsOf(key, JSON.parse(body)).map((orderId) => ({ orderId, status }));
  json({ orders }, shop.tightBaristaWorks ? 202 : 503, shop.tightBaristaWorks ? {} : { "retry-after": "0.2" });
};

const idsOf = (key: string, given: unknown): string[] => {
  const orders = Object.entries(given ?? {}).find(([name]) => name === "orders")?.[1] ?? [given];
  return (orders as unknown[]).map((order, place) => idFor(key, place, order));
};

/** The real cashier's id. This one takes what is no order, too, and stands a latte in for it. */
const idFor = (key: string, place: number, given: unknown): string => {
  const request = parseRequest(given);
  const latte: OrderRequest = { drink: "latte", size: "medium", quantity: 1, pickupName: "Ada" };
  return orderIdFor(key, place, request.ok ? request.value : latte);
};

/** What a barista at work does at once, and what waits for one who is away. */
const serve = (shop: FakeShop, orderId: string): void => {
  if (shop.ready.some((order) => order.orderId === orderId)) return;
  if (shop.baristaWorks) shop.ready.unshift({ orderId, readyAt: new Date().toISOString(), deliveries: 1 });
  else queueOf(shop, "OrdersQueueUrl").push(message({ orderId, drink: "latte" }));
};
