import * as v from "valibot";
import { askBoard } from "./ask-board";
import { countOnTheWay, countUnseenDeadLetters, findDeadLettered } from "./find-orders";
import type { OrderFate, ReadyOrder } from "./order-fate";
import type { Shop } from "./shop";

const readyOrders = v.array(
  v.object({ orderId: v.string(), readyAt: v.pipe(v.string(), v.isoTimestamp()), deliveries: v.number() }),
);

/** What becomes of orders, as the order board of the local shop shows it: an order is ready once it is called out. */
export const boardFate = (shop: Shop): OrderFate => ({
  ready: async (orderIds) => {
    const found = new Map<string, ReadyOrder>();
    for (const { orderId, readyAt, deliveries } of await askBoard(shop, "/api/ready", readyOrders)) {
      if (!orderIds.has(orderId)) continue;
      const timesShown = (found.get(orderId)?.timesShown ?? 0) + 1;
      found.set(orderId, { readyAt: Date.parse(readyAt), timesShown, announcements: deliveries });
    }
    return found;
  },
  deadLettered: (orderIds) => findDeadLettered(shop, orderIds),
  unseenDeadLetters: () => countUnseenDeadLetters(shop),
  onTheWay: (orderIds) => countOnTheWay(shop, orderIds),
  pollMs: 250,
  deadLetterPollMs: 1_000,
});
