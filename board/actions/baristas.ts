import { switchBarista } from "../../operations/barista";
import { exhibitIsDeployed, switchTightBarista } from "../../operations/exhibit";
import type { PollResult } from "../floor/shop-floor";
import { type ActionContext, action, inputSchema, NotDeployed, oneOf } from "./action";

const switching = (
  key: keyof Omit<PollResult, "queues">,
  switchTo: (context: ActionContext, working: boolean) => Promise<string>,
) =>
  action(inputSchema({ to: oneOf(["away", "back"]) }, { to: "away" }), async ({ to }, context) => {
    try {
      const state = await switchTo(context, to === "back");
      context.floor.found({ [key]: state });
      return { state };
    } finally {
      context.onChange();
    }
  });

/** Sends the barista away or calls them back, and answers when it is so. On AWS that takes up to a minute. */
export const barista = switching("baristaState", ({ shop, signal }, working) => switchBarista(shop, working, signal));

export const tightBarista = switching("exhibitState", async ({ shop }, working) => {
  if (!exhibitIsDeployed(shop)) throw new NotDeployed("the exhibit is not deployed");
  return switchTightBarista(shop, working);
});
