import { App } from "aws-cdk-lib";
import { addCoffeeShop } from "../lib/coffee-shop";
import { bundleHandlers } from "../lib/handler-bundles";
import { readSettings } from "../lib/stage-settings";

const app = new App();
try {
  const settings = readSettings(app.node.tryGetContext("stage"));
  bundleHandlers();
  addCoffeeShop(app, settings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
