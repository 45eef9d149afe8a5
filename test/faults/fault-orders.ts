import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { orderIdFor } from "../../lambda/cashier/take-orders";
import { DRINKS, orderRequestParser, SIZES } from "../../lambda/messages/order";
import { faultLine } from "../../lambda/messaging/parse";
import type { OrderEvent } from "../../operations/accounting";
import { pause } from "../../operations/pause";
import { type OrderForm, placeOrders } from "../../operations/place-orders";
import type { Shop } from "../../operations/shop";
import { between, randomFrom } from "../support/random-from";

/** What one customer asks for, with the ids the cashier will give to it. */
export interface FaultRequest {
  readonly idempotencyKey: string;
  readonly forms: readonly OrderForm[];
  readonly orderIds: readonly string[];
}

/** So many orders of a hundred are for customers who want an SMS. */
const NOTIFIED_PERCENT = 5;

/** What the names of all orders of a seed begin with. */
export const namesOf = (seed: number): string => `Faults ${seed}`;

const parse = orderRequestParser({ smsCountryPrefixes: ["+1"], pushApplicationArns: [] });

/** Requests of 1 to 10 orders that follow from a seed, each order with a name that no other one has. */
export const faultRequests = (seed: number, orders: number): FaultRequest[] => {
  const random = randomFrom(seed, "orders");
  const pick = <T>(things: readonly [T, ...T[]]): T => things[between(random, 0, things.length - 1)] ?? things[0];
  const requests: FaultRequest[] = [];
  for (let placed = 0; placed < orders; ) {
    const idempotencyKey = `faults-${seed}-${requests.length}`;
    const forms = Array.from({ length: Math.min(between(random, 1, 10), orders - placed) }, (_, place): OrderForm => {
      const number = placed + place + 1;
      const phone = `+1555010${String(number % 10_000).padStart(4, "0")}`;
      return {
        drink: pick(DRINKS),
        size: pick(SIZES),
        quantity: between(random, 1, 10),
        pickupName: `${namesOf(seed)} ${number}`,
        ...(random() < NOTIFIED_PERCENT / 100 && { notify: { sms: phone } }),
      };
    });
    requests.push({ idempotencyKey, forms, orderIds: forms.map((form, place) => idOf(idempotencyKey, place, form)) });
    placed += forms.length;
  }
  return requests;
};

const idOf = (idempotencyKey: string, place: number, form: OrderForm): string => {
  const request = parse(form);
  if (!request.ok) throw new Error(`an order of the campaign is no order: ${faultLine(request.faults)}`);
  return orderIdFor(idempotencyKey, place, request.value);
};

/** Keeps what is noted about orders, and how many there are. */
export class OrderBook {
  readonly events: OrderEvent[] = [];
  readonly attempted = new Set<string>();
  readonly acknowledged = new Set<string>();

  readonly note = (event: OrderEvent): void => {
    this.events.push(event);
    if (event.kind === "attempted") this.attempted.add(event.orderId);
    if (event.kind === "acknowledged") this.acknowledged.add(event.orderId);
  };
}

/** Puts orders that can never be made straight into the queue: attempted, acknowledged, and in the end dead-lettered. */
export const sendPoison = async (shop: Shop, seed: number, count: number, note: (event: OrderEvent) => void) => {
  const sent = new Set<string>();
  for (let number = 1; number <= count; number++) {
    const form = { drink: "tea", size: "small", quantity: 1, pickupName: `Poison ${seed} ${number}` } as const;
    const orderId = orderIdFor(`poison-${seed}-${number}`, 0, form);
    const order = { version: 1, orderId, placedAt: new Date().toISOString(), ...form, drink: "motor oil" };
    note({ orderId, kind: "attempted" });
    await shop.sqs.send(
      new SendMessageCommand({ QueueUrl: shop.output("OrdersQueueUrl"), MessageBody: JSON.stringify(order) }),
    );
    note({ orderId, kind: "acknowledged" });
    sent.add(orderId);
  }
  return sent;
};

export interface CustomerPlan {
  readonly ordersPerSecond: number;
  readonly signal: AbortSignal;
  readonly note: (event: OrderEvent) => void;
}

/** Customers at the counter at the same time: each that waits keeps one process of the cashier busy. */
const CUSTOMERS = 5;

/** Each visit ends after six requests; an engine that is restarted outlasts one. */
const VISITS = 4;

/** Has customers place all requests and ask again until every order is accepted or they lose patience; notes what they know of each. */
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
        const unknown = [...placed.accepted, ...placed.notAccepted].find((orderId) => !orderIds.includes(orderId));
        if (unknown !== undefined) throw new Error(`the cashier gave ${idempotencyKey} the order id ${unknown}`);
        for (const orderId of placed.accepted) accepted.add(orderId);
      }
      for (const orderId of orderIds) note({ orderId, kind: accepted.has(orderId) ? "acknowledged" : "unknown" });
    }
  };
  await Promise.all(Array.from({ length: CUSTOMERS }, come));
};
