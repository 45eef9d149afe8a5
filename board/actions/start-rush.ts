import { counted } from "../../cli/wording";
import { storeOutcome } from "../../operations/order-outcome";
import { rush } from "../../operations/rush";
import { action } from "./action";
import { wholeNumber, wishOf } from "./wishes";

const MOST_ORDERS = 10_000;

/** A barista who was sent away may stay away for long; the rush is followed to its end all the same. */
const PATIENCE_MS = 1_800_000;

/** Many orders at once; the state tells how they are doing. On AWS they are placed and not followed. */
export const startRush = action(
  wishOf({ orders: wholeNumber(1, MOST_ORDERS) }, { orders: 50 }),
  async ({ orders }, { shop, floor, fate, signal }) => {
    const id = floor.rushes.start("orders", orders, (tell) =>
      rush(shop, fate ?? storeOutcome(shop), {
        orders,
        patienceMs: fate === undefined ? null : PATIENCE_MS,
        signal,
        onProgress: ({ accepted, refused, ready }) =>
          tell({ accepted, refused, ready: fate === undefined ? null : ready }),
      }),
    );
    floor.mark(`rush of ${counted(orders, "order")}`);
    return { id };
  },
);
