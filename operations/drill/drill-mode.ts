import * as v from "valibot";
import { askBoard } from "../ask-board";
import { type BaristaSwitch, baristaSwitch } from "../barista";
import { type OutcomeReader, outcomeOf } from "../order-outcome";
import type { Cashier } from "../place-orders";
import { queueDepth, totalOf } from "../queue-depths";
import type { Shop } from "../shop";

/** What a drill is done with: the shop, or the tightly coupled exhibit. */
export interface DrillMode {
  readonly cashier: Cashier;
  readonly barista: BaristaSwitch;
  /** Whether it can be seen which orders are shown, and how often. */
  readonly boardSeen: boolean;
  /** How often it pays to count how many wait. */
  readonly pollMs: number;
  /** What becomes of orders; the set of those that were acknowledged grows. */
  outcome(acknowledged: ReadonlySet<string>): OutcomeReader;
  /**
   * How many orders wait for the barista.
   *
   * @param atCounter how many customers stand at the counter
   */
  waiting(atCounter: number): Promise<number>;
  /** Orders that are shown under the name of a drill and that the drill does not know. */
  unknownOrders(name: string, known: ReadonlySet<string>): Promise<readonly string[]>;
}

/** The engine is asked four times a second; AWS counts approximately, asking more than once a second shows nothing more. */
const POLL_MS = { local: 250, aws: 1_000 };

/** The shop, with a queue between cashier and barista. */
export const shopMode = (shop: Shop): DrillMode => ({
  cashier: shop,
  barista: baristaSwitch(shop),
  boardSeen: shop.board !== undefined,
  pollMs: POLL_MS[shop.target],
  outcome: () => outcomeOf(shop),
  waiting: async () => totalOf(await queueDepth(shop, "orders")),
  unknownOrders: (name, known) => unknownOrdersOnBoard(shop, name, known),
});

const shownOrders = v.array(v.object({ orderId: v.string(), pickupName: v.optional(v.string(), "") }));

/**
 * Orders on the board that go by the name of a drill and that the drill does not know.
 *
 * @returns none for a shop without a board
 */
export const unknownOrdersOnBoard = async (shop: Shop, name: string, known: ReadonlySet<string>): Promise<string[]> => {
  if (shop.board === undefined) return [];
  const shown = await askBoard(shop, "/api/ready", shownOrders);
  return shown.flatMap(({ orderId, pickupName }) =>
    pickupName.startsWith(`${name} `) && !known.has(orderId) ? [orderId] : [],
  );
};
