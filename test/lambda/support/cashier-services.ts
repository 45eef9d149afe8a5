import { type CashierServices, takeOrders } from "../../../lambda/cashier/take-orders";
import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import { type Order, orderRequestParser } from "../../../lambda/messages/order";
import type { WebRequest } from "../../../lambda/messaging/http";
import { bytesOf } from "./events";

/** The platform applications of the shop in these tests. */
export const APPLICATIONS = [
  "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee",
  "arn:aws:sns:eu-west-1:123456789012:app/APNS/coffee",
] as const;

/** Rules of a shop that sends SMS to any country and pushes to the devices of these tests. */
export const OPEN_RULES: ContactRules = { smsCountryPrefixes: "any", pushApplicationArns: APPLICATIONS };

/** Parses a request at a counter with such rules. */
export const parseOrderRequest = orderRequestParser(OPEN_RULES);

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

/** What the cashier works with: the queue is a list. `stores` decides for each order whether the queue took it. */
export const cashierServices = (stores: (order: Order, place: number) => boolean = () => true) => {
  const stored: Order[] = [];
  let keys = 0;
  const services: CashierServices = {
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
  const ask = (changes: RequestChanges = {}, more: Partial<CashierServices> = {}) =>
    takeOrders(aRequest(changes), { ...services, ...more });
  return { ask, services, stored };
};
