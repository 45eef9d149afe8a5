import * as v from "valibot";
import { refused } from "../../lambda/messaging/parse";
import { peekDetails } from "../../operations/peek-queue";
import { countMessages } from "../../operations/queue-depths";
import { ActionRefused, action } from "./action";
import { oneOf, wishOf } from "./wishes";

/** More than anybody reads. */
const SHOWN = 50;

/**
 * Looks at messages and leaves them where they are. On AWS a look into the orders queue is a receive, which uses up one
 * of each order's attempts, so it has to be wished for.
 */
export const peek = action(
  wishOf(
    {
      queue: oneOf(["orders", "ordersDeadLetter"]),
      acceptReceive: v.optional(v.boolean("must be true or false"), false),
    },
    { queue: "orders" },
  ),
  async ({ queue, acceptReceive }, { shop }) => {
    if (shop.target === "aws" && queue === "orders" && !acceptReceive) {
      const why = "on AWS a look into the orders queue is a receive: it uses up one of each order's attempts";
      throw new ActionRefused(refused(`${why} (send "acceptReceive": true to look all the same)`, "queue").faults);
    }
    const [found, count] = await Promise.all([peekDetails(shop, queue, SHOWN), countMessages(shop, queue)]);
    const messages = found.map(({ receives, ...message }) => ({ ...message, receiveCount: receives }));
    const total = Math.max(messages.length, count.waiting + count.inHand + count.delayed);
    return { messages, shown: messages.length, total };
  },
);
