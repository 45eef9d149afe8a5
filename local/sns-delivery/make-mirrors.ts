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
import type { Shop } from "../../operations/shop";
import { isMirrorQueue, mirrorQueueName } from "./mirror-subscription";

/** A subscription and the queue that receives what it does. */
export interface Mirror<S extends Subscription> {
  readonly original: S;
  readonly queueUrl: string;
}

/**
 * Sees to it that every subscription of a topic that has to have a mirror has one, with the filter it has now, and that no
 * mirror is left of a subscription that is gone. Doing it again changes nothing.
 */
export const makeMirrors = async <S extends ArnSubscription>(
  shop: Shop,
  topicArn: string,
  hasMirror: (subscription: Subscription) => subscription is S,
): Promise<Mirror<S>[]> => {
  const subscriptions = await subscriptionsOf(shop.sns, topicArn);
  const mirrorArns = new Map<string, string>();
  for (const { Endpoint = "", SubscriptionArn = "" } of subscriptions) {
    if (isMirrorQueue(Endpoint)) mirrorArns.set(queueNameOf(Endpoint), SubscriptionArn);
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
export type ArnSubscription = Subscription & { readonly SubscriptionArn: string };

const subscriptionsOf = async (client: SNSClient, topicArn: string): Promise<Subscription[]> => {
  const found: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn });
  for await (const { Subscriptions = [] } of pages) found.push(...Subscriptions);
  return found;
};

const queueNameOf = (arn: string): string => arn.split(":").at(-1) ?? "";

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
