import { boardFate } from "./board-fate";
import { ledgerFate } from "./ledger-fate";
import type { OrderFate } from "./order-fate";
import type { Shop } from "./shop";

/** The best way to find out what becomes of orders in this shop: its order board, or the ledger where there is none. */
export const fateOf = (shop: Shop): OrderFate => (shop.board === undefined ? ledgerFate(shop) : boardFate(shop));
