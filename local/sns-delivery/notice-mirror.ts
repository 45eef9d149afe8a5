import type { Subscription } from "@aws-sdk/client-sns";
import type { Shop } from "../../operations/shop";
import { type ArnSubscription, makeMirrors } from "./make-mirrors";

/**
 * Makes the mirror of the notifier's subscription, see `makeMirrors`: it tells which orders have a customer who wants a
 * notice. The contact is not in it; SNS gives that to functions only.
 *
 * @returns the address of its queue; undefined when the notifier is not subscribed
 */
export const noticeMirror = async (shop: Shop): Promise<string | undefined> => {
  const notifier = `:function:${shop.output("NotifierFunctionName")}`;
  const isNotifiers = (subscription: Subscription): subscription is ArnSubscription =>
    subscription.Protocol === "lambda" && subscription.Endpoint?.endsWith(notifier) === true;
  const [mirror] = await makeMirrors(shop, shop.output("OrderReadyTopicArn"), isNotifiers);
  return mirror?.queueUrl;
};
