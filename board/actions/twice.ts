import { placeTwice } from "../../operations/fault-injection";
import { action } from "./action";
import { wishOf } from "./wishes";

/** One order in two messages. */
export const twice = action(wishOf({}, {}), async (_, { shop, floor, onChange }) => {
  const placed = await placeTwice(shop);
  floor.flow.wentIn(placed.messageIds.length);
  onChange();
  return placed;
});
