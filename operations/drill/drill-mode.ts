import * as v from "valibot";
import { askBoard } from "../ask-board";
import { type BaristaSwitch, baristaSwitch } from "../barista";
import { fateOf, type OrderFate } from "../order-outcome";
import type { Cashier } from "../place-orders";
import { queueDepth } from "../queue-depths";
import type { Shop } from "../shop";

/** Where a drill takes place. */
export interface Stage {
  readonly cashier: Cashier;
  readonly barista: BaristaSwitch;
  /** Whether it can be seen which orders are shown, and how often. */
  readonly boardSeen: boolean;
  /** How often it pays to look at how many wait. */
  readonly lookEveryMs: number;
  /** What becomes of orders; the set of those that were acknowledged grows. */
  fate(acknowledged: ReadonlySet<string>): OrderFate;
  /**
   * How many orders wait for the barista.
   *
   * @param atCounter how many customers stand at the counter
   */
  waiting(atCounter: number): Promise<number>;
  /** Orders that are shown under the name of a drill and that the drill does not know. */
  strangers(name: string, known: ReadonlySet<string>): Promise<readonly string[]>;
}

/** The engine is asked four times a second; AWS counts approximately, more than one look a second shows nothing more. */
const LOOK_EVERY_MS = { local: 250, aws: 1_000 };

/** The shop, with a queue between cashier and barista. */
export const shopStage = (shop: Shop): Stage => ({
  cashier: shop,
  barista: baristaSwitch(shop),
  boardSeen: shop.board !== undefined,
  lookEveryMs: LOOK_EVERY_MS[shop.target],
  fate: () => fateOf(shop),
  waiting: async () => {
    const { waiting, inHand, delayed } = await queueDepth(shop, "orders");
    return waiting + inHand + delayed;
  },
  strangers: (name, known) => strangersOnBoard(shop, name, known),
});

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
