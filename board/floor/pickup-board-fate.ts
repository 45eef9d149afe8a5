import { boardOutcome, type OutcomeReader } from "../../operations/order-outcome";
import type { Shop } from "../../operations/shop";
import type { PickupBoard } from "../pickup-board";

/** What becomes of orders, seen from behind the pickup board: nobody has to ask it over HTTP. */
export const pickupBoardFate = (shop: Shop, board: PickupBoard): OutcomeReader => ({
  ...boardOutcome(shop),
  ready: async (orderIds) =>
    new Map(
      [...orderIds].flatMap((orderId) => {
        const found = board.find(orderId);
        if (found === undefined) return [];
        return [
          [orderId, { readyAt: Date.parse(found.readyAt), timesShown: 1, announcements: found.deliveries }] as const,
        ];
      }),
    ),
});
