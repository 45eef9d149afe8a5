import * as v from "valibot";
import { counted } from "../../cli/wording";
import { peekDetails } from "../../operations/peek-queue";
import { type Choice, choiceBy, performRedrive, planRedriveInDetail, withAChance } from "../../operations/redrive";
import { redriveRoute } from "../../operations/redrive-message";
import type { DetailedMessage } from "../../operations/seen-message";
import { action } from "./action";
import { text, wishOf } from "./wishes";

const QUEUE = "ordersDeadLetter";

/** Messages that are listed; what is found is counted as the desk counts it. */
const MOST_LISTED = 100;

/**
 * Moves dead orders back to the orders queue. Those that can never be made are left: they would only come back.
 *
 * A dry run tells what would happen, and leaves every message where it is: `wouldMove` of those `found`, the first of
 * which are listed as `messages`; `more` when there may be more than were looked at.
 */
export const redrive = action(
  wishOf({ dryRun: v.boolean("must be true or false"), match: v.exactOptional(text) }, { dryRun: true }),
  async ({ dryRun, match }, { shop, floor, signal, onChange }) => {
    const isChosen = withAChance(choiceBy(match));
    if (dryRun) {
      const { found, seen, chosen, more } = await planRedriveInDetail(shop, QUEUE, isChosen);
      const messages = listed(seen.slice(0, MOST_LISTED), isChosen);
      return { found, moved: 0, kept: found, failed: 0, messages, wouldMove: chosen.length, more };
    }
    const messages = listed(await peekDetails(shop, QUEUE, MOST_LISTED), isChosen);
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

const listed = (seen: readonly DetailedMessage[], isChosen: Choice) =>
  seen.map((message) => ({
    messageId: message.messageId,
    orderId: message.orderId,
    drink: message.drink,
    reason: message.reason,
    wouldMove: isChosen(message),
  }));
