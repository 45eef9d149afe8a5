import { placeBadOrder } from "../../operations/fault-injection";
import { action } from "./action";
import { wishOf } from "./wishes";

/** An order that can never be made: the cashier refuses it, and the queue takes it from a program that goes past the cashier. */
export const badOrder = action(wishOf({}, {}), async (_, { shop, floor, signal, onChange }) => {
  const placed = await placeBadOrder(shop, signal);
  floor.flow.wentIn(1);
  floor.mark("bad order");
  onChange();
  return placed;
});
