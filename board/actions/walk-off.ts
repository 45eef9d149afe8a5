import { refused } from "../../lambda/messaging/parse";
import { abandonOrder as takeAndLeave } from "../../operations/fault-injection";
import { ActionRefused, action } from "./action";
import { wholeNumber, wishOf } from "./wishes";

/** Somebody picks up an order and never finishes it. Local only: it uses up one of the order's attempts. */
export const walkOff = action(
  wishOf({ seconds: wholeNumber(1, 60) }, { seconds: 10 }),
  async ({ seconds }, { shop, floor, onChange }) => {
    if (shop.target === "aws")
      throw new ActionRefused(refused("real orders are not taken away; try it locally").faults);
    const taken = await takeAndLeave(shop, seconds);
    floor.mark("somebody walked off with an order");
    onChange();
    return taken;
  },
);
