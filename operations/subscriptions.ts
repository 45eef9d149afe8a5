import {
  GetSubscriptionAttributesCommand,
  NotFoundException,
  paginateListSubscriptionsByTopic,
  type SNSClient,
  type Subscription,
} from "@aws-sdk/client-sns";
import { NEWSLETTERS, type Newsletter } from "../lambda/messages/newsletter-issue";
import { parseJson } from "../lambda/messaging/parse";
import type { OutputName } from "../lib/output-names";
import { SHOP_RECEIVER } from "../lib/settings/subscribers";
import { maskContact } from "./mask-contact";
import type { Shop } from "./shop";

/** One way in which a newsletter leaves the shop. */
export interface ListedSubscription {
  readonly newsletter: Newsletter;
  readonly protocol: string;
  /** Pseudonym of the customer; null for the shop's own queues and functions and for addresses nobody in the settings owns. */
  readonly customer: string | null;
  readonly status: "confirmed" | "pending";
  /** The filter policy; null when every issue is delivered. */
  readonly filter: unknown;
  /** Only when the filter looks at the issue itself and not at its attributes. */
  readonly filterScope?: "body";
  /** The address, masked. */
  readonly endpoint: string;
}

export const withoutEndpoint = ({ endpoint: _, ...subscription }: ListedSubscription) => subscription;

export const TOPICS: Readonly<Record<Newsletter, OutputName>> = {
  coupons: "CouponsTopicArn",
  trivia: "TriviaTopicArn",
  "product-updates": "ProductUpdatesTopicArn",
};

/** The local delivery simulator listens in through queues of its own, which are no subscribers. */
const MIRROR_QUEUE = /:(Mirror-[^:]*)$/;

/** The name of the mirror's queue that has this ARN; undefined for any other. */
export const mirrorQueueOf = (arn = ""): string | undefined => MIRROR_QUEUE.exec(arn)?.[1];

/** A filter policy that lets every issue through, as SNS keeps it when a filter was removed. */
const EVERYTHING = "{}";

export const subscriptionsOf = async (client: SNSClient, TopicArn: string): Promise<Subscription[]> => {
  const found: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    found.push(...Subscriptions);
  }
  return found;
};

/** Lists who gets which newsletter, by newsletter and protocol. */
export const listSubscriptions = async (
  shop: Shop,
  customers: readonly KnownCustomer[],
): Promise<ListedSubscription[]> => {
  const lists = await Promise.all(
    NEWSLETTERS.map(async (newsletter) => {
      const found = await subscriptionsOf(shop.sns, shop.output(TOPICS[newsletter]));
      const theirs = found.filter(({ Endpoint }) => mirrorQueueOf(Endpoint) === undefined);
      const listed = await Promise.all(theirs.map((one) => describe(shop, newsletter, one, customers)));
      return listed.sort((one, other) => orderOf(one).localeCompare(orderOf(other), "en"));
    }),
  );
  return lists.flat();
};

const describe = async (
  shop: Shop,
  newsletter: Newsletter,
  { SubscriptionArn = "", Protocol = "", Endpoint = "" }: Subscription,
  customers: readonly KnownCustomer[],
): Promise<ListedSubscription> => {
  const attributes = SubscriptionArn.startsWith("arn:") ? await attributesOf(shop.sns, SubscriptionArn) : undefined;
  const filter = attributes?.["FilterPolicy"];
  const policy = filter && filter !== EVERYTHING ? parseJson(filter) : undefined;
  return {
    newsletter,
    protocol: protocolName(Protocol),
    customer: ownerOf(customers, { newsletter, protocol: Protocol, endpoint: Endpoint }),
    status: attributes !== undefined && attributes["PendingConfirmation"] !== "true" ? "confirmed" : "pending",
    filter: policy === undefined ? null : policy.ok ? policy.value : filter,
    ...(policy !== undefined &&
      attributes?.["FilterPolicyScope"] === "MessageBody" && { filterScope: "body" as const }),
    endpoint: maskContact(Protocol, Endpoint),
  };
};

/** Undefined for a subscription that was removed in the meantime. */
export const attributesOf = async (client: SNSClient, SubscriptionArn: string) => {
  try {
    const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    return Attributes;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
};

const orderOf = ({ customer, protocol, endpoint }: ListedSubscription): string =>
  `${customer === null ? 1 : 0} ${customer} ${protocol} ${endpoint}`;

export interface KnownCustomer {
  readonly customer: string;
  readonly subscriptions: readonly Address[];
}

interface Address {
  readonly newsletter?: string | undefined;
  readonly protocol: string;
  readonly endpoint: string;
}

/** Protocols as customers call them; a local shop's webhooks speak http. */
const CALLED: Readonly<Record<string, string>> = { application: "push", http: "https" };

export const protocolName = (atSns: string): string => CALLED[atSns] ?? atSns;

/** The customer of the settings whose subscription this is; null when it is nobody's there. */
export const ownerOf = (customers: readonly KnownCustomer[], listed: Address): string | null =>
  customers.find(({ subscriptions }) =>
    subscriptions.some(
      (one) =>
        one.protocol === protocolName(listed.protocol) &&
        (one.endpoint === listed.endpoint ||
          (one.endpoint === SHOP_RECEIVER && one.newsletter === listed.newsletter && isFunctionUrl(listed.endpoint))),
    ),
  )?.customer ?? null;

/** The only function URL that anybody subscribes is that of the shop's own webhook receiver. */
const isFunctionUrl = (endpoint: string): boolean =>
  URL.canParse(endpoint) && new URL(endpoint).hostname.includes(".lambda-url.");
