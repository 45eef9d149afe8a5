import type { Cashier } from "../ask-cashier";
import { cashierAsker, type Shop } from "../shop";
import { expectExhibit } from "./expect-exhibit";

/**
 * The cashier of the exhibit: takes the same orders and gives the same answers as the shop's, but "accepted" means that
 * the barista has made the drink.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const tightCashier = (shop: Pick<Shop, "askFunction" | "output" | "target">): Cashier => {
  expectExhibit(shop);
  return {
    askCashier: cashierAsker(shop.askFunction, new URL("orders", shop.output("ExhibitCashierUrl")).href),
    whyNot: "the cashier waited in vain for the barista",
  };
};
