import { randomUUID } from "node:crypto";
import { orderIdFor } from "../../lambda/cashier/take-orders";
import { DRINKS, orderRequestParser } from "../../lambda/messages/order";
import { faultLine } from "../../lambda/messaging/parse";
import type { OrderForm } from "../place-orders";

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
