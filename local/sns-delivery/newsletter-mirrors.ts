import type { Subscription } from "@aws-sdk/client-sns";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import type { OutputName } from "../../operations/output-names";
import type { Shop } from "../../operations/shop";
import type { CustomerOf } from "./customer-of";
import { type ArnSubscription, makeMirrors } from "./make-mirrors";
import type { MirrorSubscription, PersonalProtocol } from "./mirror-subscription";

const TOPICS: Readonly<Record<Newsletter, OutputName>> = {
  coupons: "CouponsTopicArn",
  trivia: "TriviaTopicArn",
  "product-updates": "ProductUpdatesTopicArn",
};

/** Makes the mirrors of all subscriptions of people and webhooks, see `makeMirrors`. */
export const newsletterMirrors = async (shop: Shop, customerOf: CustomerOf): Promise<MirrorSubscription[]> => {
  const mirrors = await Promise.all(
    NEWSLETTERS.map(async (newsletter) => {
      const made = await makeMirrors(shop, shop.output(TOPICS[newsletter]), isPersonal);
      return made.map(({ original: { SubscriptionArn, Protocol, Endpoint }, queueUrl }) => {
        const protocol = PROTOCOLS[Protocol];
        const customer = customerOf(protocol, Endpoint, newsletter);
        return { newsletter, protocol, customer, original: SubscriptionArn, endpoint: Endpoint, queueUrl };
      });
    }),
  );
  return mirrors.flat();
};

/** Protocols of people and webhooks, by the names that SNS has for them. */
const PROTOCOLS = { email: "email", sms: "sms", https: "https", application: "push" } as const satisfies Record<
  string,
  PersonalProtocol
>;

type PersonalSubscription = ArnSubscription & { readonly Protocol: keyof typeof PROTOCOLS; readonly Endpoint: string };

const isPersonal = (subscription: Subscription): subscription is PersonalSubscription =>
  Object.hasOwn(PROTOCOLS, subscription.Protocol ?? "") &&
  subscription.SubscriptionArn?.startsWith("arn:") === true &&
  subscription.Endpoint !== undefined;
