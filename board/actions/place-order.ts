import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { placeOrders } from "../../operations/place-orders";
import { ShopError } from "../../operations/shop-error";
import { ActionRefused, action } from "./action";
import { text, wishOf } from "./wishes";

const contact = v.union(
  [v.object({ sms: text }), v.object({ push: text })],
  'must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}',
);

const order = wishOf(
  {
    drink: text,
    size: v.exactOptional(text),
    quantity: v.exactOptional(v.number("must be a number")),
    pickupName: text,
    pickupLocation: v.exactOptional(text),
    notify: v.exactOptional(contact),
  },
  { drink: "latte", pickupName: "Ada" },
);

/** One order at the counter. */
export const placeOrder = action(order, async (form, { shop, signal, onChange }) => {
  const began = performance.now();
  const placed = await placeOrders(shop, [form], { idempotencyKey: randomUUID(), signal });
  if (placed.faults.length > 0) throw new ActionRefused(placed.faults);
  const [orderId] = placed.accepted;
  if (orderId === undefined) throw new ShopError(placed.problem ?? "the cashier did not take it");
  onChange();
  return { orderId, status: "accepted", ms: Math.round(performance.now() - began) };
});
