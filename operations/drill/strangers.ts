import * as v from "valibot";
import { askBoard } from "../ask-board";
import type { Shop } from "../shop";

const shownOrders = v.array(v.object({ orderId: v.string(), pickupName: v.optional(v.string(), "") }));

/**
 * Orders on the board that go by the name of a drill and that the drill does not know.
 *
 * @returns none for a shop without a board
 */
export const strangersOnBoard = async (shop: Shop, name: string, known: ReadonlySet<string>): Promise<string[]> => {
  if (shop.board === undefined) return [];
  const shown = await askBoard(shop, "/api/ready", shownOrders);
  return shown.flatMap(({ orderId, pickupName }) =>
    pickupName.startsWith(`${name} `) && !known.has(orderId) ? [orderId] : [],
  );
};
