import { explainError } from "../../operations/shop-error";
import type { Session } from "../session";
import { command } from "../wording";

/** Tells the operator why orders do not become ready: first while waiting, then when waiting was in vain. */
export const followingBarista = ({ shop, terminal }: Session) => {
  let hinted = false;
  const onQuiet = async (): Promise<void> => {
    const { baristaState } = await import("../../operations/barista");
    const state = await baristaState(shop);
    hinted = state === "Disabled" || state === "Disabling";
    if (hinted) terminal.note(`the barista is away: orders wait until ${command("barista start")}`);
  };
  const explain = async (problem: unknown): Promise<void> => {
    if (terminal.signal.aborted) return;
    if (problem !== undefined)
      return terminal.note(`cannot see what became of the orders: ${explainError(problem, shop.target)}`);
    if (!hinted) await onQuiet();
    if (!hinted)
      terminal.note(`nothing has changed for a while: see ${command("queues")} and ${command("peek --dead")}`);
  };
  return { onQuiet, explain };
};
