import { type Rush, type RushResult, rush } from "../rush";
import type { Shop } from "../shop";
import { tightCashier } from "./tight-cashier";
import { tightFate } from "./tight-fate";

/**
 * The same many orders as in a rush of the shop, at the exhibit: what the cashier takes is ready, the rest is refused.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const tightRush = async (shop: Shop, plan: Rush): Promise<RushResult> =>
  rush(tightCashier(shop), tightFate(), plan);
