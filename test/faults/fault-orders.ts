import { orderIdFor } from "../../lambda/cashier/take-orders";
import { DRINKS, orderRequestParser, SIZES } from "../../lambda/messages/order";
import { faultLine } from "../../lambda/messaging/parse";
import type { OrderForm } from "../../operations/place-orders";
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
