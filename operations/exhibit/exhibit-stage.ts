import type { Stage } from "../drill/stage";
import type { Shop } from "../shop";
import { tightBaristaSwitch } from "./tight-barista";
import { tightCashier } from "./tight-cashier";
import { tightFate } from "./tight-fate";

/**
 * The exhibit as the place of a drill. Without a queue, orders wait where their customers do: at the counter.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const exhibitStage = (shop: Shop): Stage => ({
  cashier: tightCashier(shop),
  barista: tightBaristaSwitch(shop),
  boardSeen: false,
  lookEveryMs: 250,
  fate: (acknowledged) => tightFate((orderId) => acknowledged.has(orderId)),
  waiting: async (atCounter) => atCounter,
  strangers: async () => [],
});
