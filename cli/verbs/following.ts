import { explainError } from "../../operations/shop-error";
import type { Session } from "../session";
import { command } from "../wording";

/** Tells the operator why orders do not become ready: first while waiting, then when waiting was in vain. */
export const followingBarista = ({ shop, terminal }: Session) => {
  const hintWhenAway = async (): Promise<boolean> => {
    const { baristaState } = await import("../../operations/barista");
    const state = await baristaState(shop);
    if (state !== "Disabled" && state !== "Disabling") return false;
    terminal.note(`the barista is away: orders wait until ${command("barista start")}`);
    return true;
  };
  let hinted = false;
  return {
    onQuiet: async (): Promise<void> => {
      hinted = await hintWhenAway();
    },
    explain: async (problem: unknown): Promise<void> => {
      if (problem !== undefined) terminal.note(`cannot see what became of the orders: ${explainError(problem)}`);
      else if (!hinted && !(await hintWhenAway())) {
        terminal.note(`nothing has changed for a while: see ${command("queues")} and ${command("peek --dead")}`);
      }
    },
  };
};
