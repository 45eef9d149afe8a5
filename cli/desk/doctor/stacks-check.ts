import { OPTIONAL_OUTPUTS, type OutputName, STACK_OUTPUTS } from "../output-names";
import type { Shop } from "../shop";
import { ShopError } from "../shop-error";
import { amiss, type Check, fine } from "./check";

/** Whether the deployed stacks are of the version of this command line: they tell everything it asks for. */
export const stacksCheck = (shop: Shop): Check => {
  const names: readonly OutputName[] = Object.values(STACK_OUTPUTS).flat();
  const missing = names.filter((name) => !OPTIONAL_OUTPUTS.includes(name) && !has(shop, name));
  if (missing.length === 0)
    return fine("stacks", `${Object.keys(STACK_OUTPUTS).join(" and ")} tell all that this command line asks for`);
  const remedy = shop.target === "aws" ? "npx cdk deploy --all" : "stop the shop and run npm start -- --fresh";
  return amiss("stacks", `of another version, without the outputs ${missing.join(", ")}`, remedy);
};

const has = (shop: Shop, name: OutputName): boolean => {
  try {
    return shop.output(name) !== "";
  } catch (error) {
    if (error instanceof ShopError) return false;
    throw error;
  }
};
