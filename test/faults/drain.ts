import { pause } from "../../operations/pause";
import { queueDepth } from "../../operations/queue-depths";
import { choiceBy, redrive } from "../../operations/redrive";
import { redriveRoute } from "../../operations/redrive-message";
import type { Shop } from "../../operations/shop";

/** How long to wait for the queues. */
export interface DrainPlan {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 500;

/** How the desk shows that an order died of its attempts, and not of itself. */
const EXHAUSTED = "every attempt to make it failed";

/**
 * Waits until no order is on its way, and sends those back that died although nothing is wrong with them, as an operator
 * would once the fault is over.
 *
 * @returns how many messages were sent back
 * @throws Error when orders are still on their way after so long
 */
export const drain = async (shop: Shop, { patienceMs, signal }: DrainPlan): Promise<number> => {
  const deadline = Date.now() + patienceMs;
  const route = await redriveRoute(shop, "ordersDeadLetter");
  const isChosen = choiceBy(EXHAUSTED);
  let redriven = 0;
  for (;;) {
    await untilEmpty(shop, deadline, signal);
    const { result } = await redrive(shop.sqs, route, { action: "move", isChosen, perSecond: undefined, signal });
    redriven += result.moved;
    if (result.moved + result.failed === 0) return redriven;
  }
};

const untilEmpty = async (shop: Shop, deadline: number, signal: AbortSignal): Promise<void> => {
  for (;;) {
    signal.throwIfAborted();
    const depths = await Promise.all([queueDepth(shop, "orders"), queueDepth(shop, "pickupBoard")]);
    const left = depths.reduce((sum, { waiting, inHand, delayed }) => sum + waiting + inHand + delayed, 0);
    if (left === 0) return;
    if (Date.now() > deadline) throw new Error(`${left} messages are still on their way, long after every fault`);
    await pause(LOOK_EVERY_MS, signal);
  }
};
