import { wholeNumber } from "../../lambda/messages/fields";
import { abandonOrder, placeBadOrder, placeTwice } from "../../operations/fault-injection";
import { action, inputSchema, refusal } from "./action";

/** An order that can never be made: the cashier refuses it, and the queue takes it from a program that goes past the cashier. */
export const badOrder = action(inputSchema({}, {}), async (_, { shop, floor, signal, onChange }) => {
  const placed = await placeBadOrder(shop, signal);
  floor.flow.wentIn(1);
  floor.mark("bad order");
  onChange();
  return placed;
});

export const twice = action(inputSchema({}, {}), async (_, { shop, floor, onChange }) => {
  const placed = await placeTwice(shop);
  floor.flow.wentIn(placed.messageIds.length);
  onChange();
  return placed;
});

/** Somebody receives an order and never finishes it. Local only: it uses up one of the order's attempts. */
export const abandon = action(
  inputSchema({ seconds: wholeNumber(1, 60) }, { seconds: 10 }),
  async ({ seconds }, { shop, floor, onChange }) => {
    if (shop.target === "aws") throw refusal("real orders are not taken away; try it locally");
    const taken = await abandonOrder(shop, seconds);
    floor.mark("somebody walked off with an order");
    onChange();
    return taken;
  },
);
