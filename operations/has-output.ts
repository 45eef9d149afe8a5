import type { OutputName } from "./output-names";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** Whether the deployed stacks have an output: parts of a shop are optional. */
export const hasOutput = (shop: Pick<Shop, "output">, name: OutputName): boolean => {
  try {
    return shop.output(name) !== "";
  } catch (error) {
    if (error instanceof ShopError) return false;
    throw error;
  }
};
