import { command } from "../../cli/wording";
import { queueDepth } from "../queue-depths";
import { isDeadLetterQueue, QUEUE_NAMES } from "../queues";
import type { Shop } from "../shop";
import { amiss, type Check, fine } from "./check";

/** Whether every message could be delivered and read. */
export const deadLettersCheck = async (shop: Shop): Promise<Check> => {
  const depths = await Promise.all(QUEUE_NAMES.filter(isDeadLetterQueue).map((name) => queueDepth(shop, name)));
  const held = depths
    .map(({ name, waiting, inHand, delayed }) => ({ name, count: waiting + inHand + delayed }))
    .filter(({ count }) => count > 0);
  if (held.length === 0) return fine("dead letters", "none");
  const remedy = held.some(({ name }) => name === "ordersDeadLetter") ? command("peek --dead") : "see docs/runbook.md";
  return amiss("dead letters", held.map(({ name, count }) => `${count} in ${name}`).join(", "), remedy);
};
