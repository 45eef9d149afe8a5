import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { counted } from "../../cli/wording";
import { wholeNumber } from "../../lambda/messages/fields";
import { exhibitIsDeployed, tightRush as rushAtTheExhibit } from "../../operations/exhibit";
import { storeOutcome } from "../../operations/order-outcome";
import { placeOrders } from "../../operations/place-orders";
import { rush } from "../../operations/rush";
import { ShopError } from "../../operations/shop-error";
import { ActionRefused, action, inputSchema, NotDeployed, text } from "./action";

const contact = v.union(
  [v.strictObject({ sms: text }), v.strictObject({ push: text })],
  'must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}',
);

const order = inputSchema(
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

export const placeOrder = action(order, async (form, { shop, signal, onChange }) => {
  const began = performance.now();
  const placed = await placeOrders(shop, [form], { idempotencyKey: randomUUID(), signal });
  if (placed.faults.length > 0) throw new ActionRefused(placed.faults);
  const [orderId] = placed.accepted;
  if (orderId === undefined) throw new ShopError(placed.problem ?? "the cashier did not take it");
  onChange();
  return { orderId, status: "accepted", ms: Math.round(performance.now() - began) };
});

/** A barista who was sent away may stay away for long; the rush is followed to its end all the same. */
const PATIENCE_MS = 1_800_000;

/** Many orders at once; the state tells how they are doing. On AWS they are placed and not followed. */
export const startRush = action(
  inputSchema({ orders: wholeNumber(1, 10_000) }, { orders: 50 }),
  async ({ orders }, { shop, floor, outcome, signal }) => {
    const id = floor.rushes.start("orders", orders, (tell) =>
      rush(shop, outcome ?? storeOutcome(shop), {
        orders,
        patienceMs: outcome === undefined ? null : PATIENCE_MS,
        signal,
        onProgress: ({ accepted, refused, ready }) =>
          tell({ accepted, refused, ready: outcome === undefined ? null : ready }),
      }),
    );
    floor.mark(`rush of ${counted(orders, "order")}`);
    return { id };
  },
);

/** A customer is served or turned away by then, whatever the exhibit does. */
const TIGHT_PATIENCE_MS = 60_000;

/** The same at the tightly coupled exhibit, where each order waits at the counter: what its cashier takes is ready. */
export const tightRush = action(
  inputSchema({ orders: wholeNumber(1, 500) }, { orders: 50 }),
  async ({ orders }, { shop, floor, signal }) => {
    if (!exhibitIsDeployed(shop)) throw new NotDeployed("the exhibit is not deployed");
    const id = floor.rushes.start("tight", orders, (tell) =>
      rushAtTheExhibit(shop, { orders, patienceMs: TIGHT_PATIENCE_MS, signal, onProgress: tell }),
    );
    return { id };
  },
);
