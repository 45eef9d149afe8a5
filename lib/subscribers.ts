import { readFileSync } from "node:fs";
import * as v from "valibot";
import { oneOf, phoneNumber } from "../lambda/shared/fields";
import { NEWSLETTERS } from "../lambda/shared/newsletter-issue";
import { faultLine, parseJson, parseWith, shown } from "../lambda/shared/parse";

/** A customer's name becomes part of construct ids, so it must be a pseudonym: no address, no phone number. */
const CUSTOMER_RULE =
  "must be a pseudonym of at most 20 characters: letters, digits and single hyphens, fewer than 5 digits in a row";

const customerName = v.pipe(
  v.string(CUSTOMER_RULE),
  v.regex(/^(?!.*\d{5})[a-z0-9]+(-[a-z0-9]+)*$/i, (issue) => `${CUSTOMER_RULE}, not ${shown(issue.input)}`),
  v.maxLength(20, CUSTOMER_RULE),
);

const wish = { newsletter: oneOf("not a newsletter", NEWSLETTERS) };

const subscription = v.variant(
  "protocol",
  [
    v.object({
      ...wish,
      protocol: v.literal("email"),
      endpoint: v.pipe(
        v.string("must be an email address"),
        v.email("must be an email address such as ada@example.com"),
      ),
    }),
    v.object({ ...wish, protocol: v.literal("sms"), endpoint: phoneNumber }),
  ],
  (issue) => `not a protocol: ${shown(issue.input)} (try one of: email, sms)`,
);

const customer = v.object({
  customer: customerName,
  subscriptions: v.pipe(
    v.array(subscription, "must be a list"),
    v.check(
      (list) => new Set(list.map(({ newsletter, protocol }) => `${newsletter} ${protocol}`)).size === list.length,
      "must not name the same newsletter and protocol twice",
    ),
  ),
});

const subscribersFile = v.object({
  customers: v.pipe(
    v.array(customer, "must be a list"),
    v.check(
      (list) => new Set(list.map((one) => one.customer.toLowerCase())).size === list.length,
      "must not name a customer twice",
    ),
  ),
});

/** One way in which one customer gets one newsletter. */
export type SubscriberSubscription = v.InferOutput<typeof subscription>;

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
