import { counted } from "../../cli/wording";
import { refused } from "../../lambda/messaging/parse";
import { purgeQueue } from "../../operations/purge-queue";
import { QUEUE_NAMES } from "../../operations/queues";
import { ActionRefused, action } from "./action";
import { oneOf, text, wishOf } from "./wishes";

const [FIRST = "orders", ...REST] = QUEUE_NAMES;

/** Deletes everything in a queue, once its name was typed. */
export const purge = action(
  wishOf({ queue: oneOf([FIRST, ...REST]), confirm: text }, { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" }),
  async ({ queue, confirm }, { shop, floor, onChange }) => {
    if (confirm !== queue)
      throw new ActionRefused(refused(`must be ${queue}, the name of the queue`, "confirm").faults);
    const purged = await purgeQueue(shop, queue);
    floor.mark(`purge of ${counted(purged, "message")}`);
    onChange();
    return { purged };
  },
);
