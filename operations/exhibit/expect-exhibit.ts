import { hasOutput } from "../has-output";
import type { Shop } from "../shop";
import { ShopError } from "../shop-error";

const REMEDY = {
  local: "stop the shop and run npm start -- --fresh",
  aws: "npx cdk deploy TightlyCoupledExhibit -c exhibit=true",
};

/** Whether the tightly coupled exhibit stands beside this shop: always on a laptop, in AWS when somebody asked for it. */
export const exhibitIsDeployed = (shop: Pick<Shop, "output">): boolean => hasOutput(shop, "ExhibitCashierUrl");

/** @throws ShopError that says how to deploy it, when the exhibit is not there */
export const expectExhibit = (shop: Pick<Shop, "output" | "target">): void => {
  if (exhibitIsDeployed(shop)) return;
  throw new ShopError(`the tightly coupled exhibit is not deployed (${REMEDY[shop.target]})`);
};
