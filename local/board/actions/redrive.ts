import * as v from "valibot";
import { peekDetails } from "../../../cli/desk/peek-queue";
import { performRedrive } from "../../../cli/desk/perform-redrive";
import { choiceBy, withAChance } from "../../../cli/desk/redrive-choice";
import { redriveRoute } from "../../../cli/desk/redrive-route";
import { counted } from "../../../cli/wording";
import { action } from "./action";
import { text, wishOf } from "./wishes";

const QUEUE = "ordersDeadLetter";

/** Messages a dry run looks at. */
const MOST_MESSAGES = 100;

/**
 * Moves dead orders back to the orders queue. Those that can never be made are left: they would only come back.
 *
 * A dry run tells what would happen, and leaves every message where it is.
 */
export const redrive = action(
  wishOf({ dryRun: v.boolean("must be true or false"), match: v.exactOptional(text) }, { dryRun: true }),
  async ({ dryRun, match }, { shop, floor, signal, onChange }) => {
    const isChosen = withAChance(choiceBy(match));
    const seen = await peekDetails(shop, QUEUE, MOST_MESSAGES);
    const messages = seen.map((message) => ({
      messageId: message.messageId,
      orderId: message.orderId,
      drink: message.drink,
      reason: message.reason,
      wouldMove: isChosen(message),
    }));
    if (dryRun) return { found: seen.length, moved: 0, kept: seen.length, failed: 0, messages };
    const route = await redriveRoute(shop, QUEUE);
    try {
      const wish = { action: "move", isChosen, perSecond: undefined, signal } as const;
      const { result, problem } = await performRedrive(shop, route, wish);
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
