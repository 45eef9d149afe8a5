import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Shop } from "../shop";

/** Whether the shop was deployed to send SMS to any country: the cashier knows the rule. */
export const sendsSms = async (shop: Shop): Promise<boolean> => {
  const { Environment } = await shop.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: shop.output("CashierFunctionName") }),
  );
  return Boolean(Environment?.Variables?.["SMS_COUNTRY_PREFIXES"]);
};

export const SENDS_NO_SMS = "of no concern: the shop sends no SMS";
