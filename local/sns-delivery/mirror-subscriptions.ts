import { createHash } from "node:crypto";
import {
  GetSubscriptionAttributesCommand,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
} from "@aws-sdk/client-sqs";
import type { Protocol } from "../../lambda/membership/contact";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import type { Shop } from "../../operations/shop";
import { mirrorQueueOf, subscriptionsOf, TOPICS } from "../../operations/subscriptions";
import type { CustomerOf } from "./inbox";

/**
 * A queue that receives exactly what one customer's subscription does: it is subscribed to the same topic with the same
 * filter. The engine takes subscriptions of people and webhooks and sends nothing; through the mirror one sees what AWS would
 * send.
 */
export interface MirrorSubscription {
  readonly newsletter: Newsletter;
  readonly protocol: Protocol;
  /** Whose subscription it is: a pseudonym, or null when nobody in the settings owns the address. */
  readonly customer: string | null;
  readonly original: string;
  /** Address of the customer. It stays here. */
  readonly endpoint: string;
  readonly queueUrl: string;
}

/** The name of a mirror's queue: always the same for the same subscription, so that a restart finds it again. */
export const mirrorQueueName = (subscriptionArn: string): string =>
  `Mirror-${createHash("sha256").update(subscriptionArn).digest("hex").slice(0, 24)}`;

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
  Protocol
>;

type PersonalSubscription = ArnSubscription & { readonly Protocol: keyof typeof PROTOCOLS; readonly Endpoint: string };

const isPersonal = (subscription: Subscription): subscription is PersonalSubscription =>
  Object.hasOwn(PROTOCOLS, subscription.Protocol ?? "") &&
  subscription.SubscriptionArn?.startsWith("arn:") === true &&
  subscription.Endpoint !== undefined;

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

/**
 * Sees to it that every subscription of a topic that has to have a mirror has one, with the filter it has now, and that no
 * mirror is left of a subscription that is gone. Doing it again changes nothing.
 */
const makeMirrors = async <S extends ArnSubscription>(
  shop: Shop,
  topicArn: string,
  hasMirror: (subscription: Subscription) => subscription is S,
) => {
  const subscriptions = await subscriptionsOf(shop.sns, topicArn);
  const mirrorArns = new Map<string, string>();
  for (const { Endpoint, SubscriptionArn = "" } of subscriptions) {
    const name = mirrorQueueOf(Endpoint);
    if (name !== undefined) mirrorArns.set(name, SubscriptionArn);
  }
  const originals = subscriptions.filter(hasMirror);
  const names = new Set(originals.map(({ SubscriptionArn }) => mirrorQueueName(SubscriptionArn)));
  for (const [name, arn] of mirrorArns) if (!names.has(name)) await removeMirror(shop, name, arn);
  return Promise.all(
    originals.map(async (original) => {
      const mirrorArn = mirrorArns.get(mirrorQueueName(original.SubscriptionArn));
      return { original, queueUrl: await makeMirror(shop, topicArn, original.SubscriptionArn, mirrorArn) };
    }),
  );
};

/** A subscription that is confirmed, if it has to be. */
type ArnSubscription = Subscription & { readonly SubscriptionArn: string };

/** Makes one mirror, or brings its filter up to date; returns the address of its queue. */
const makeMirror = async (
  { sns, sqs }: Shop,
  topicArn: string,
  original: string,
  mirrorArn: string | undefined,
): Promise<string> => {
  const filter = await filterOf(sns, original);
  if (mirrorArn === undefined) {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: mirrorQueueName(original) }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
    const queue = { TopicArn: topicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn };
    await sns.send(new SubscribeCommand({ ...queue, Attributes: filter.FilterPolicy === "{}" ? {} : filter }));
    return QueueUrl ?? "";
  }
  const current = await filterOf(sns, mirrorArn);
  for (const AttributeName of ["FilterPolicyScope", "FilterPolicy"] as const) {
    const AttributeValue = filter[AttributeName];
    if (current[AttributeName] === AttributeValue) continue;
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn: mirrorArn, AttributeName, AttributeValue }));
  }
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: mirrorQueueName(original) }));
  return QueueUrl ?? "";
};

const removeMirror = async ({ sns, sqs }: Shop, name: string, arn: string): Promise<void> => {
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
};

/** The filter of a subscription; the empty policy lets everything through. */
const filterOf = async (sns: SNSClient, SubscriptionArn: string) => {
  const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return {
    FilterPolicy: Attributes["FilterPolicy"] || "{}",
    FilterPolicyScope: Attributes["FilterPolicyScope"] || "MessageAttributes",
  };
};
