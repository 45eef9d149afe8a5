import { hasOutput } from "../has-output";
import { OPTIONAL_OUTPUTS, OPTIONAL_STACKS, type OutputName, STACK_NAMES, STACK_OUTPUTS } from "../output-names";
import type { Shop } from "../shop";
import { amiss, type Check, fine } from "./check";

/** Whether the deployed stacks are of the version of this command line: they tell everything it asks for. */
export const stacksCheck = (shop: Shop): Check => {
  const names: readonly OutputName[] = Object.values(STACK_OUTPUTS).flat();
  const missing = names.filter((name) => !OPTIONAL_OUTPUTS.includes(name) && !hasOutput(shop, name));
  const stacks = STACK_NAMES.filter((name) => !OPTIONAL_STACKS.includes(name));
  if (missing.length === 0) return fine("stacks", `${stacks.join(" and ")} tell all that this command line asks for`);
  const remedy = shop.target === "aws" ? "npx cdk deploy --all" : "stop the shop and run npm start -- --fresh";
  return amiss("stacks", `of another version, without the outputs ${missing.join(", ")}`, remedy);
};
