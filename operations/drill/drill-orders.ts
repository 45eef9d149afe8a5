import { randomUUID } from "node:crypto";
import { orderIdFor } from "../../lambda/cashier/take-orders";
import { DRINKS, orderRequestParser } from "../../lambda/messages/order";
import { faultLine } from "../../lambda/messaging/parse";
import type { OrderEvent } from "../accounting";
import { pause } from "../pause";
import { type Cashier, type OrderForm, placeOrders } from "../place-orders";
import type { DrillPlan } from "./drill";

/** An order of a drill, and the id the cashier will give it. */
export interface DrillOrder {
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly form: OrderForm;
}

/** A drill notifies nobody. */
const parse = orderRequestParser({ smsCountryPrefixes: [], pushApplicationArns: [] });

/**
 * The orders of one drill, down the menu. Their ids are known before the first request, as only then an order that is
 * made without having been placed can be told from one whose answer was lost.
 *
 * @param name what is called out for each of them, with a number after it; at most 30 characters, and no other drill's
 */
export const drillOrders = (count: number, name: string): DrillOrder[] =>
  Array.from({ length: count }, (_, place) => {
    const form = { drink: DRINKS[place % DRINKS.length] ?? DRINKS[0], pickupName: `${name} ${place + 1}` };
    const request = parse(form);
    if (!request.ok) throw new Error(`an order of the drill is no order: ${faultLine(request.faults)}`);
    const idempotencyKey = randomUUID();
    return { orderId: orderIdFor(idempotencyKey, 0, request.value), idempotencyKey, form };
  });

export interface Served {
  readonly orderId: string;
  /** When it was to be placed, on the drill's clock. */
  readonly dueMs: number;
  /** From then until the cashier had accepted it or the customer had given up. */
  readonly latencyMs: number;
  readonly attempts: number;
  readonly problem: string | undefined;
}

interface SteadyPlan extends Pick<DrillPlan, "ratePerSecond" | "customerPatienceMs" | "signal"> {
  /** Milliseconds since the drill began. */
  readonly clock: () => number;
  readonly note: (event: OrderEvent) => void;
}

/**
 * Places one order after the other at a steady rate, whatever became of the one before: a customer who has to wait does
 * not keep the next from coming in. Latency counts from the moment an order was due, so that delay cannot hide.
 *
 * @returns the orders that came to an answer before the operator broke the drill off
 */
export const placeSteadily = async (
  cashier: Cashier,
  orders: readonly DrillOrder[],
  { ratePerSecond, customerPatienceMs, clock, signal, note }: SteadyPlan,
): Promise<Served[]> => {
  const served: Served[] = [];
  const place = async ({ orderId, idempotencyKey, form }: DrillOrder, dueMs: number): Promise<void> => {
    note({ orderId, kind: "attempted" });
    const options = { idempotencyKey, signal, patienceMs: customerPatienceMs };
    const { accepted, problem, attempts } = await placeOrders(cashier, [form], options);
    for (const id of accepted) note({ orderId: id, kind: "acknowledged" });
    if (accepted.size === 0) note({ orderId, kind: "unknown" });
    if (accepted.size > 0 || !signal.aborted) {
      served.push({ orderId, dueMs, latencyMs: clock() - dueMs, attempts, problem });
    }
  };
  const begun = clock();
  const underWay: Promise<void>[] = [];
  for (const [number, order] of orders.entries()) {
    const dueMs = begun + (number * 1_000) / ratePerSecond;
    const early = dueMs - clock();
    if (early > 0) await pause(early, signal);
    if (signal.aborted) break;
    underWay.push(place(order, dueMs));
  }
  await Promise.all(underWay);
  return served;
};
