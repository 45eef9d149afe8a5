import type { App } from "aws-cdk-lib";
import { NewslettersStack } from "./newsletters/newsletters-stack";
import { OrdersStack } from "./orders/orders-stack";
import { keepOrdersQueue, keepStage } from "./recorded-value";
import { ofStage } from "./settings/stage";
import type { StageSettings } from "./settings/stage-settings";

/** The stacks of one shop. */
export interface CoffeeShop {
  readonly orders: OrdersStack;
  readonly newsletters: NewslettersStack;
}

/** Adds all stacks of a shop to an app. They do not depend on each other and can be deployed alone. */
export const addCoffeeShop = (app: App, settings: StageSettings): CoffeeShop => {
  const shop = {
    orders: new OrdersStack(app, "CoffeeShopOrders", {
      settings,
      stackName: ofStage("CoffeeShopOrders", settings.stage),
      description: "Decoupled Coffee: orders from the cashier through a queue to the barista and the pickup board",
    }),
    newsletters: new NewslettersStack(app, "CoffeeShopNewsletters", {
      settings,
      stackName: ofStage("CoffeeShopNewsletters", settings.stage),
      description: "Decoupled Coffee: coupons, trivia and product updates to whoever subscribed",
    }),
  };
  keepOrdersQueue(shop.orders, settings);
  for (const stack of Object.values(shop)) keepStage(stack, settings);
  return shop;
};
