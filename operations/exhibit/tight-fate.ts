import type { OrderFate } from "../order-fate";

/**
 * What becomes of orders at the exhibit: whoever was told "accepted" has the drink. There is no board and no queue in which
 * anything else could be seen.
 *
 * @param isAccepted which orders were accepted, for who asks about others too
 */
export const tightFate = (isAccepted: (orderId: string) => boolean = () => true, now = Date.now): OrderFate => ({
  ready: async (orderIds) => {
    const readyAt = now();
    const accepted = [...orderIds].filter(isAccepted);
    return new Map(accepted.map((orderId) => [orderId, { readyAt, timesShown: null, announcements: null }]));
  },
  deadLettered: async () => new Set(),
  unseenDeadLetters: async () => 0,
  onTheWay: async () => 0,
  pollMs: 50,
  deadLetterPollMs: 60_000,
});
