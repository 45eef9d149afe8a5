import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
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
import type { OutputName } from "../../cli/desk/output-names";
import type { Shop } from "../../cli/desk/shop";
import { NEWSLETTERS, type Newsletter } from "../../lambda/shared/newsletter-issue";
import type { CustomerOf } from "./customer-of";
import { isTwinQueue, type PersonalProtocol, type TwinSubscription, twinQueueName } from "./twin-subscription";

const TOPICS: Readonly<Record<Newsletter, OutputName>> = {
  coupons: "CouponsTopicArn",
  trivia: "TriviaTopicArn",
  "product-updates": "ProductUpdatesTopicArn",
};

/**
 * Sees to it that every email and SMS subscription has its twin, with the filter it has now, and that no twin is left
 * of a subscription that is gone. Doing it again changes nothing.
 */
export const makeTwins = async (shop: Shop, customerOf: CustomerOf): Promise<TwinSubscription[]> => {
  const twins = await Promise.all(
    NEWSLETTERS.map(async (newsletter) => {
      const topicArn = shop.output(TOPICS[newsletter]);
      const subscriptions = await subscriptionsOf(shop.sns, topicArn);
      const twinArns = new Map<string, string>();
      for (const { Endpoint = "", SubscriptionArn = "" } of subscriptions) {
        if (isTwinQueue(Endpoint)) twinArns.set(queueNameOf(Endpoint), SubscriptionArn);
      }
      const personal = subscriptions.filter(isPersonal);
      const names = new Set(personal.map(({ SubscriptionArn }) => twinQueueName(SubscriptionArn)));
      for (const [name, arn] of twinArns) if (!names.has(name)) await removeTwin(shop, name, arn);
      return Promise.all(
        personal.map(async ({ SubscriptionArn, Protocol, Endpoint }): Promise<TwinSubscription> => {
          const twinArn = twinArns.get(twinQueueName(SubscriptionArn));
          const queueUrl = await makeTwin(shop, topicArn, SubscriptionArn, twinArn);
          const customer = customerOf(Protocol, Endpoint);
          return { newsletter, protocol: Protocol, customer, original: SubscriptionArn, queueUrl };
        }),
      );
    }),
  );
  return twins.flat();
};

const subscriptionsOf = async (client: SNSClient, topicArn: string): Promise<Subscription[]> => {
  const found: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn });
  for await (const { Subscriptions = [] } of pages) found.push(...Subscriptions);
  return found;
};

type PersonalSubscription = Subscription & {
  readonly SubscriptionArn: string;
  readonly Protocol: PersonalProtocol;
  readonly Endpoint: string;
};

const isPersonal = (subscription: Subscription): subscription is PersonalSubscription =>
  (subscription.Protocol === "email" || subscription.Protocol === "sms") &&
  subscription.SubscriptionArn?.startsWith("arn:") === true &&
  subscription.Endpoint !== undefined;

const queueNameOf = (arn: string): string => arn.split(":").at(-1) ?? "";

/** Makes one twin, or brings its filter up to date; returns the address of its queue. */
const makeTwin = async (
  { sns, sqs }: Shop,
  topicArn: string,
  original: string,
  twinArn: string | undefined,
): Promise<string> => {
  const filter = await filterOf(sns, original);
  if (twinArn === undefined) {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: twinQueueName(original) }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: "sqs",
        Endpoint: Attributes?.QueueArn,
        Attributes: filter.FilterPolicy === "{}" ? {} : filter,
      }),
    );
    return QueueUrl ?? "";
  }
  const current = await filterOf(sns, twinArn);
  for (const AttributeName of ["FilterPolicyScope", "FilterPolicy"] as const) {
    const AttributeValue = filter[AttributeName];
    if (current[AttributeName] === AttributeValue) continue;
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn: twinArn, AttributeName, AttributeValue }));
  }
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: twinQueueName(original) }));
  return QueueUrl ?? "";
};

const removeTwin = async ({ sns, sqs }: Shop, name: string, arn: string): Promise<void> => {
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
