import { CfnSubscription, Subscription, SubscriptionProtocol } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Newsletter } from "../../lambda/messages/newsletter-issue";
import type { SecureTopic } from "../messaging/secure-topic";
import { type Customer, SHOP_RECEIVER, type SubscriberSubscription } from "../settings/subscribers";
import { webhookDelivery } from "./webhook-delivery";

export interface CustomerSubscriptionsProps {
  readonly topics: Readonly<Record<Newsletter, SecureTopic>>;
  readonly customer: Customer;
  /** Takes the messages that SNS could not deliver to this customer. */
  readonly undelivered: IQueue;
  /** Where the shop's own webhook receiver is, if this stage has one. */
  readonly receiverUrl: string | undefined;
}

const PROTOCOLS: Readonly<Record<SubscriberSubscription["protocol"], SubscriptionProtocol>> = {
  email: SubscriptionProtocol.EMAIL,
  sms: SubscriptionProtocol.SMS,
  https: SubscriptionProtocol.HTTPS,
  push: SubscriptionProtocol.APPLICATION,
};

/**
 * What one customer subscribed to. Ids are made of newsletter and protocol (`CouponsEmail`): the address of a customer
 * must not appear in ids, which end up in events, logs and error messages.
 */
export class CustomerSubscriptions extends Construct {
  constructor(scope: Construct, id: string, props: CustomerSubscriptionsProps) {
    super(scope, id);
    for (const subscription of props.customer.subscriptions) this.subscribe(subscription, props);
  }

  private subscribe(wanted: SubscriberSubscription, { topics, undelivered, receiverUrl }: CustomerSubscriptionsProps) {
    const { newsletter, protocol, endpoint, filter } = wanted;
    const subscription = new Subscription(this, pascalCase(newsletter, protocol), {
      topic: topics[newsletter],
      protocol: PROTOCOLS[protocol],
      endpoint: endpoint === SHOP_RECEIVER ? addressOf(receiverUrl) : endpoint,
      deadLetterQueue: undelivered,
    });
    const resource = subscription.node.defaultChild;
    if (!(resource instanceof CfnSubscription)) {
      throw new Error(
        `${subscription.node.path}: not the CDK's own subscription, so its filter and delivery policy would be left out (is aws-cdk-lib installed twice? npm ls aws-cdk-lib)`,
      );
    }
    if (filter) {
      resource.filterPolicy = filter.policy;
      resource.filterPolicyScope = filter.scope === "body" ? "MessageBody" : "MessageAttributes";
    }
    if (wanted.protocol === "https") resource.deliveryPolicy = webhookDelivery(wanted.delivery);
  }
}

const addressOf = (receiverUrl: string | undefined): string => {
  if (receiverUrl !== undefined) return receiverUrl;
  throw new Error(`${SHOP_RECEIVER} is a subscriber, but this stage has no receiver (set "webhookReceiver": true)`);
};

/** `("product-updates", "email")` becomes `ProductUpdatesEmail`. */
export const pascalCase = (...words: readonly string[]): string =>
  words
    .flatMap((word) => word.split("-"))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
