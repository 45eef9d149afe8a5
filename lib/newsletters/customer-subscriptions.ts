import { Subscription, SubscriptionProtocol } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Newsletter } from "../../lambda/shared/newsletter-issue";
import type { ShopTopic } from "../shop-topic";
import type { Customer, SubscriberSubscription } from "../subscribers";

export interface CustomerSubscriptionsProps {
  readonly topics: Readonly<Record<Newsletter, ShopTopic>>;
  readonly customer: Customer;
  /** Takes the messages that SNS could not deliver to this customer. */
  readonly undelivered: IQueue;
}

const PROTOCOLS: Readonly<Record<SubscriberSubscription["protocol"], SubscriptionProtocol>> = {
  email: SubscriptionProtocol.EMAIL,
  sms: SubscriptionProtocol.SMS,
};

/**
 * What one customer subscribed to. Ids are made of newsletter and protocol (`CouponsEmail`): the address of a customer
 * must not appear in ids, which end up in events, logs and error messages.
 */
export class CustomerSubscriptions extends Construct {
  constructor(scope: Construct, id: string, { topics, customer, undelivered }: CustomerSubscriptionsProps) {
    super(scope, id);
    for (const { newsletter, protocol, endpoint } of customer.subscriptions) {
      new Subscription(this, pascalCase(newsletter, protocol), {
        topic: topics[newsletter],
        protocol: PROTOCOLS[protocol],
        endpoint,
        deadLetterQueue: undelivered,
      });
    }
  }
}

/** `("product-updates", "email")` becomes `ProductUpdatesEmail`. */
export const pascalCase = (...words: readonly string[]): string =>
  words
    .flatMap((word) => word.split("-"))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
