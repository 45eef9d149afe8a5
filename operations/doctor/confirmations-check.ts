import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type Subscription,
} from "@aws-sdk/client-sns";
import { counted } from "../../cli/wording";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { protocolName } from "../owner-of";
import type { Shop } from "../shop";
import { TOPICS } from "../subscriptions";
import { amiss, type Check, fine } from "./check";

/**
 * Whether every subscriber confirmed.
 *
 * Amazon SNS does not tell since when one is pending; it removes them after 48 hours, so none is older.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/
 */
export const confirmationsCheck = async (shop: Shop): Promise<Check> => {
  const lists = await Promise.all(
    NEWSLETTERS.map(async (newsletter) => {
      const pending: string[] = [];
      const pages = paginateListSubscriptionsByTopic(
        { client: shop.sns },
        { TopicArn: shop.output(TOPICS[newsletter]) },
      );
      for await (const { Subscriptions = [] } of pages) {
        for (const one of Subscriptions) {
          if (await isPending(shop, one)) pending.push(`${newsletter} by ${protocolName(one.Protocol ?? "")}`);
        }
      }
      return pending;
    }),
  );
  const pending = lists.flat();
  if (pending.length === 0) return fine("confirmations", "none is awaited");
  return amiss(
    "confirmations",
    `${counted(pending.length, "subscription")} not confirmed, for less than 48 hours: ${[...new Set(pending)].join(", ")}`,
    "the owner follows the link in the mail, a webhook confirms by itself; shop subscribe --resend asks once more",
  );
};

/** Amazon SNS shows the ARN of what is confirmed and of nothing else; the local engine shows every ARN. */
const isPending = async (shop: Shop, { SubscriptionArn = "", Protocol = "" }: Subscription): Promise<boolean> => {
  if (!SubscriptionArn.startsWith("arn:")) return SubscriptionArn !== "Deleted";
  if (shop.target === "aws" || !Protocol.startsWith("http")) return false;
  const { Attributes } = await shop.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return Attributes?.["PendingConfirmation"] === "true";
};
