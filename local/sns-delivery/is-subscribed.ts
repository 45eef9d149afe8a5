import { GetSubscriptionAttributesCommand, NotFoundException } from "@aws-sdk/client-sns";
import type { Shop } from "../../operations/shop";

/** A mirror outlives a subscription that was ended by a few seconds; what comes in the meantime is for nobody. */
export const isSubscribed = async ({ sns }: Shop, SubscriptionArn: string): Promise<boolean> => {
  try {
    await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
};
