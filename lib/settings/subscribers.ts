import { readFileSync } from "node:fs";
import * as v from "valibot";
import { emailAddress } from "../../lambda/contacts/email-address";
import { parseFilterInput } from "../../lambda/contacts/filter-policy";
import { publicHttpsUrl } from "../../lambda/contacts/https-url";
import { phoneNumber } from "../../lambda/contacts/phone-number";
import { pushEndpoint } from "../../lambda/contacts/push";
import { oneOf, parseWith, wholeNumber } from "../../lambda/messages/fields";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { strictObject } from "../../lambda/messages/strict-object";
import { faultLine, parseJson, shown } from "../../lambda/messaging/parse";

/** A customer's name becomes part of construct ids, so it must be a pseudonym: no address, no phone number. */
const CUSTOMER_RULE =
  "must be a pseudonym of at most 20 characters: letters, digits and single hyphens, fewer than 5 digits in a row";

const customerName = v.pipe(
  v.string(CUSTOMER_RULE),
  v.regex(/^(?!.*\d{5})[a-z0-9]+(-[a-z0-9]+)*$/i, (issue) => `${CUSTOMER_RULE}, not ${shown(issue.input)}`),
  v.maxLength(20, CUSTOMER_RULE),
);

const base = { newsletter: oneOf("not a newsletter", NEWSLETTERS) };

/** SNS allows 100 attempts within an hour; 50 attempts a minute apart at most fit. */
const delivery = v.pipe(
  strictObject(
    {
      retries: v.optional(wholeNumber(0, 50)),
      minDelaySeconds: v.optional(wholeNumber(1, 60)),
      maxDelaySeconds: v.optional(wholeNumber(1, 60)),
      maxReceivesPerSecond: v.optional(wholeNumber(1, 10_000)),
    },
    "how a webhook is delivered to",
  ),
  v.check(
    ({ minDelaySeconds = 20, maxDelaySeconds = 60 }) => minDelaySeconds <= maxDelaySeconds,
    "must not have a minDelaySeconds above its maxDelaySeconds",
  ),
);

/** Stands for the shop's own webhook receiver, whose address is known after the deployment only. */
export const SHOP_RECEIVER = "shop:webhook-receiver";

const webhook = v.union(
  [v.literal(SHOP_RECEIVER), publicHttpsUrl],
  `must be a public https address, or ${SHOP_RECEIVER}`,
);

/** Which issues: an `audience`, or a `filter` with its `filterScope`; checked once the protocol is known. */
const filters = {
  audience: v.optional(v.unknown()),
  filter: v.optional(v.unknown()),
  filterScope: v.optional(v.unknown()),
};

const subscriptionBy = <P extends string, E extends v.ObjectEntries>(protocol: P, entries: E) =>
  strictObject({ ...base, ...filters, protocol: v.literal(protocol), ...entries }, "a subscription");

const subscriptions = v.variant(
  "protocol",
  [
    subscriptionBy("email", { endpoint: emailAddress }),
    subscriptionBy("sms", { endpoint: phoneNumber }),
    subscriptionBy("https", { endpoint: webhook, delivery: v.optional(delivery) }),
    subscriptionBy("push", { endpoint: pushEndpoint }),
  ],
  (issue) => `not a protocol: ${shown(issue.input)} (try one of: email, sms, https, push)`,
);

const subscription = v.pipe(
  subscriptions,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { audience, filter: given, filterScope, ...wanted } = dataset.value;
    const parsed = parseFilterInput(
      {
        ...(audience !== undefined && { audience }),
        ...(given !== undefined && { filter: given }),
        ...(filterScope !== undefined && { filterScope }),
      },
      wanted.protocol,
    );
    if (!parsed.ok) {
      addIssue({ message: faultLine(parsed.faults) });
      return NEVER;
    }
    return { ...wanted, filter: parsed.value };
  }),
);

const customer = strictObject(
  {
    customer: customerName,
    subscriptions: v.pipe(
      v.array(subscription, "must be a list"),
      v.check(
        (list) => new Set(list.map(({ newsletter, protocol }) => `${newsletter} ${protocol}`)).size === list.length,
        "must not name the same newsletter and protocol twice",
      ),
    ),
  },
  'a customer such as {"customer": "1", "subscriptions": []}',
);

const subscribersFile = strictObject(
  {
    customers: v.pipe(
      v.array(customer, "must be a list"),
      v.check(
        (list) => new Set(list.map((one) => one.customer.toLowerCase())).size === list.length,
        "must not name a customer twice",
      ),
      // SNS has one subscription for both, with the filter of one, or refuses the second.
      v.check((list) => {
        const all = list.flatMap((one) => one.subscriptions);
        return new Set(all.map((one) => `${one.newsletter} ${one.protocol} ${one.endpoint}`)).size === all.length;
      }, "must not subscribe one address twice to the same newsletter"),
    ),
  },
  'a file such as {"customers": []}',
);

/** One way in which one customer gets one newsletter. */
export type SubscriberSubscription = v.InferOutput<typeof subscription>;

/** How SNS delivers to one webhook. */
export type WebhookDelivery = v.InferOutput<typeof delivery>;

/** A customer under a pseudonym, and what they subscribed to. */
export type Customer = v.InferOutput<typeof customer>;

/** Checks what a subscribers file contains; `file` is named in the error. */
export const parseSubscribers = (text: string, file: string): readonly Customer[] => {
  const json = parseJson(text);
  const parsed = json.ok ? parseWith(subscribersFile, json.value) : json;
  if (!parsed.ok) throw new Error(`${file}: ${faultLine(parsed.faults)}`);
  return parsed.value.customers;
};

/**
 * Reads the customers of a stage.
 *
 * @throws Error that names the file and every fault in it
 */
export const readSubscribers = (file: string): readonly Customer[] => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file}: cannot be read (it is named as subscribersFile; create it, or leave that setting out)`);
  }
  return parseSubscribers(text, file);
};
