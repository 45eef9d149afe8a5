import "./check-node.cjs";
import { App } from "aws-cdk-lib";
import { addCoffeeShop } from "../lib/coffee-shop";
import { addExhibit, isExhibitWanted } from "../lib/exhibit/tightly-coupled-exhibit";
import { readSettings } from "../lib/settings/stage-settings";

const app = new App();
try {
  const settings = readSettings(app.node.tryGetContext("stage"));
  const withExhibit = isExhibitWanted(app.node.tryGetContext("exhibit"), settings);
  addCoffeeShop(app, settings);
  if (withExhibit) addExhibit(app, settings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
