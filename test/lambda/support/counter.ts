import type { CashierServices } from "../../../lambda/cashier/take-orders";
import type { Order } from "../../../lambda/messages/order";
import type { WebRequest } from "../../../lambda/messaging/http";
import { OPEN_RULES } from "./contact-rules";

type RequestChanges = Partial<Omit<WebRequest, "body" | "headers">> & {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text and bytes travel as they are, anything else as JSON. */
  readonly body?: unknown;
};

/** What a customer sends to the counter: one latte for Ada, unless said otherwise. */
export const aRequest = ({ headers = {}, body, ...changes }: RequestChanges = {}): WebRequest => ({
  method: "POST",
  path: "/orders",
  ...changes,
  headers: { "content-type": "application/json", ...headers },
  body: bytesOf(body === undefined ? { drink: "latte", pickupName: "Ada" } : body),
});

/** A till whose queue is a list. `stores` decides for each order whether the queue took it. */
export const aTill = (stores: (order: Order, place: number) => boolean = () => true) => {
  const stored: Order[] = [];
  let keys = 0;
  const till: CashierServices = {
    contactRules: OPEN_RULES,
    storeOrders: async (orders) => {
      const taken = orders.filter(stores);
      stored.push(...taken);
      return new Set(taken.map(({ orderId }) => orderId));
    },
    now: () => new Date("2026-11-22T08:00:00.000Z"),
    newKey: () => {
      keys += 1;
      return `fresh-key-${keys}`;
    },
  };
  return { till, stored };
};

const bytesOf = (body: unknown): Buffer => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
};
