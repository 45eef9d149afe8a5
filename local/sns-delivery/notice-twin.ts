import type { Subscription } from "@aws-sdk/client-sns";
import type { Shop } from "../../operations/shop";
import { type ArnSubscription, makeTwins } from "./make-twins";

/**
 * Makes the twin of the notifier's subscription, see `makeTwins`: it tells which orders have a customer who wants a
 * notice. The contact is not in it; SNS gives that to functions only.
 *
 * @returns the address of its queue; undefined when the notifier is not subscribed
 */
export const noticeTwin = async (shop: Shop): Promise<string | undefined> => {
  const notifier = `:function:${shop.output("NotifierFunctionName")}`;
  const isNotifiers = (subscription: Subscription): subscription is ArnSubscription =>
    subscription.Protocol === "lambda" && subscription.Endpoint?.endsWith(notifier) === true;
  const [twin] = await makeTwins(shop, shop.output("OrderReadyTopicArn"), isNotifiers);
  return twin?.queueUrl;
};
