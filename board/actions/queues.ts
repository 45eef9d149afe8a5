import * as v from "valibot";
import { counted } from "../../cli/wording";
import { peekDetails } from "../../operations/peek-queue";
import { purgeQueue } from "../../operations/purge-queue";
import { countMessages } from "../../operations/queue-depths";
import { QUEUE_NAMES } from "../../operations/queues";
import { type Choice, choiceBy, performRedrive, planRedrive, withAChance } from "../../operations/redrive";
import { redriveRoute } from "../../operations/redrive-message";
import type { DetailedMessage } from "../../operations/seen-message";
import { action, flag, inputSchema, oneOf, refusal, text } from "./action";

const SHOWN = 50;

/**
 * Shows messages and leaves them where they are. On AWS a peek at the orders queue is a receive, which uses up one of each
 * order's attempts, so it has to be asked for.
 */
export const peek = action(
  inputSchema(
    { queue: oneOf(["orders", "ordersDeadLetter"]), acceptReceive: v.optional(flag, false) },
    { queue: "orders" },
  ),
  async ({ queue, acceptReceive }, { shop }) => {
    if (shop.target === "aws" && queue === "orders" && !acceptReceive) {
      const why = "on AWS a look into the orders queue is a receive: it uses up one of each order's attempts";
      throw refusal(`${why} (send "acceptReceive": true to look all the same)`, "queue");
    }
    const [found, count] = await Promise.all([peekDetails(shop, queue, SHOWN), countMessages(shop, queue)]);
    const messages = found.map(({ receives, ...message }) => ({ ...message, receiveCount: receives }));
    const total = Math.max(messages.length, count.waiting + count.inHand + count.delayed);
    return { messages, shown: messages.length, total };
  },
);

export const purge = action(
  inputSchema({ queue: oneOf(QUEUE_NAMES), confirm: text }, { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" }),
  async ({ queue, confirm }, { shop, floor, onChange }) => {
    if (confirm !== queue) throw refusal(`must be ${queue}, the name of the queue`, "confirm");
    const purged = await purgeQueue(shop, queue);
    floor.mark(`purge of ${counted(purged, "message")}`);
    onChange();
    return { purged };
  },
);

const QUEUE = "ordersDeadLetter";

/** Messages that are listed; what is found is counted as `shop redrive` counts it. */
const MOST_LISTED = 100;

/**
 * Moves dead-lettered orders back to the orders queue. Those that can never be made are left: they would only come back.
 *
 * A dry run tells what would happen, and leaves every message where it is: `wouldMove` of those `found`, the first of
 * which are listed as `messages`; `more` when there may be more than were read.
 */
export const redrive = action(
  inputSchema({ dryRun: flag, match: v.exactOptional(text) }, { dryRun: true }),
  async ({ dryRun, match }, { shop, floor, signal, onChange }) => {
    const isChosen = withAChance(choiceBy(match));
    if (dryRun) {
      const { found, seen, chosen, more } = await planRedrive(shop, QUEUE, isChosen, peekDetails);
      const messages = listed(seen.slice(0, MOST_LISTED), isChosen);
      return { found, moved: 0, kept: found, failed: 0, messages, wouldMove: chosen.length, more };
    }
    const messages = listed(await peekDetails(shop, QUEUE, MOST_LISTED), isChosen);
    const route = await redriveRoute(shop, QUEUE);
    try {
      const plan = { action: "move", isChosen, perSecond: undefined, signal } as const;
      const { result, problem } = await performRedrive(shop, route, plan);
      const { found, moved, kept, failed } = result;
      floor.flow.wentIn(moved);
      if (moved > 0) floor.mark(`redrive of ${counted(moved, "order")}`);
      if (found === 0 && problem !== undefined) throw problem;
      return { found, moved, kept, failed, messages };
    } finally {
      onChange();
    }
  },
);

const listed = (seen: readonly DetailedMessage[], isChosen: Choice) =>
  seen.map((message) => {
    const { messageId, orderId, drink, reason } = message;
    return { messageId, orderId, drink, reason, wouldMove: isChosen(message) };
  });
