import { boardFate } from "./board-fate";
import { storeOutcome } from "./idempotency-fate";
import type { OrderFate } from "./order-fate";
import type { Shop } from "./shop";

/** The best way to find out what becomes of orders in this shop: its order board, or the idempotency store where there is none. */
export const fateOf = (shop: Shop): OrderFate => (shop.board === undefined ? storeOutcome(shop) : boardFate(shop));
