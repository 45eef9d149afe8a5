import { exhibitIsDeployed, tightRush as rushAtTheExhibit } from "../../operations/exhibit";
import { action, NotHere } from "./action";
import { wholeNumber, wishOf } from "./wishes";

/** As many as a lesson needs: each order waits at the counter until its drink is made. */
const MOST_ORDERS = 500;

/** A customer is served or turned away by then, whatever the exhibit does. */
const PATIENCE_MS = 60_000;

/** Many orders at once at the tightly coupled exhibit; what its cashier takes is ready, the rest is turned away. */
export const tightRush = action(
  wishOf({ orders: wholeNumber(1, MOST_ORDERS) }, { orders: 50 }),
  async ({ orders }, { shop, floor, signal }) => {
    if (!exhibitIsDeployed(shop)) throw new NotHere("the exhibit is not deployed");
    const id = floor.rushes.start("tight", orders, (tell) =>
      rushAtTheExhibit(shop, { orders, patienceMs: PATIENCE_MS, signal, onProgress: tell }),
    );
    return { id };
  },
);
