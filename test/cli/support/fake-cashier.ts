import type { IncomingMessage } from "node:http";
import { type FakeShop, message, queueOf } from "./fake-shop";

/** A cashier and, if at work, a barista: what is taken is ready at once. */
export const takeOrder = (
  shop: FakeShop,
  request: IncomingMessage,
  body: string,
  json: (value: unknown, status?: number, headers?: Record<string, string>) => unknown,
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
  const orders = Object.entries(given ?? {}).find(([name]) => name === "orders")?.[1] ?? [given];
  const ids = (orders as unknown[]).map((_, place) => idFor(key, place));
  if (trouble === 400) {
    return void json({ error: "the order was not taken", faults: [{ path: "notify.sms", message: "is wrong" }] }, 400);
  }
  const stored = ids.filter((_, place) => (trouble === 207 ? place % 2 === 0 : trouble === undefined));
  for (const orderId of stored) serve(shop, orderId);
  const answered = ids.map((orderId) => ({ orderId, status: stored.includes(orderId) ? "accepted" : "not accepted" }));
  json({ orders: answered }, trouble ?? 202, trouble === undefined ? {} : { "retry-after": "0" });
};

/** The same key and place make the same order, as at the real cashier. */
const idFor = (key: string, place: number): string =>
  `${key.slice(0, 24)}${(Number.parseInt(key.slice(24), 16) + place).toString(16).padStart(12, "0").slice(-12)}`;

/** What a barista at work does at once, and what waits for one who is away. */
const serve = (shop: FakeShop, orderId: string): void => {
  if (shop.ready.some((order) => order.orderId === orderId)) return;
  if (shop.baristaWorks) shop.ready.unshift({ orderId, readyAt: new Date().toISOString(), deliveries: 1 });
  else queueOf(shop, "OrdersQueueUrl").push(message({ orderId, drink: "latte" }));
};
