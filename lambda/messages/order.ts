import * as v from "valibot";
import { type ContactRules, phoneNumberWithin, pushEndpointWithin } from "../contacts/contact-rules";
import { pushEndpoint } from "../contacts/push";
import { phoneNumber } from "../contacts/sms";
import { type Parsed, parseJson, shown } from "../messaging/parse";
import { line, mustBe, oneOf, parseWith, timestamp, uuid } from "./fields";

/** What the shop makes. A drink that is not listed here can never be made, however often it is tried. */
export const DRINKS = [
  "espresso",
  "americano",
  "macchiato",
  "cortado",
  "cappuccino",
  "flat white",
  "latte",
  "mocha",
  "cold brew",
  "tea",
] as const;

export const SIZES = ["small", "medium", "large"] as const;

export type Drink = (typeof DRINKS)[number];
export type Size = (typeof SIZES)[number];

/** Where one customer wants to be told that the drink is ready: by SMS or by mobile push, not both. */
export type Notify = { readonly sms: string } | { readonly push: string };

const ONE_WAY = 'must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}';

type Contact = v.GenericSchema<string, string>;

const notify = (sms: Contact, push: Contact) =>
  v.pipe(
    v.object({ sms: v.optional(sms), push: v.optional(push) }, ONE_WAY),
    v.check((given) => (given.sms === undefined) !== (given.push === undefined), ONE_WAY),
    v.transform((given): Notify => (given.sms === undefined ? { push: given.push ?? "" } : { sms: given.sms })),
  );

const wholeDrinks = (issue: { input: unknown }) => `must be a whole number from 1 to 10, not ${shown(issue.input)}`;

const wanted = {
  drink: oneOf("not on the menu", DRINKS),
  size: v.optional(oneOf("not a size", SIZES), "medium"),
  quantity: v.optional(
    v.pipe(v.number(wholeDrinks), v.integer(wholeDrinks), v.minValue(1, wholeDrinks), v.maxValue(10, wholeDrinks)),
    1,
  ),
  pickupName: line("the name to call out", 40),
  /** Where the customer waits, in a shop with several counters; a name that everybody may know. */
  pickupLocation: v.optional(line("the place to pick it up", 40)),
};

const orderRequest = (rules: ContactRules) =>
  v.object(
    { ...wanted, notify: v.optional(notify(phoneNumberWithin(rules), pushEndpointWithin(rules))) },
    mustBe('an order such as {"drink": "latte", "pickupName": "Ada"}'),
  );

const order = v.object(
  {
    version: v.literal(1, (issue) => `must be 1, not ${shown(issue.input)}`),
    orderId: uuid,
    placedAt: timestamp,
    ...wanted,
    notify: v.optional(notify(phoneNumber, pushEndpoint)),
  },
  mustBe("an order"),
);

/** What a customer asks for at the counter. */
export type OrderRequest = v.InferOutput<ReturnType<typeof orderRequest>>;

/**
 * An order as it waits in the queue: the request, its identity and the moment it was taken.
 *
 * `orderId` alone identifies an order. Copies and redriven messages have message ids of their own.
 */
export type Order = v.InferOutput<typeof order>;

/** The most orders one request may carry: what one `SendMessageBatch` takes. */
export const MAX_ORDERS_PER_REQUEST = 10;

/** Parses one order out of a request; `path` says where in the request it stood. */
export type OrderRequestParser = (value: unknown, path?: string) => Parsed<OrderRequest>;

/**
 * Makes the parser of requests. Whom the shop may write to is judged here, at the door: an order that is accepted is
 * served and its customer told, even when the rules have changed meanwhile.
 */
export const orderRequestParser = (rules: ContactRules): OrderRequestParser => {
  const schema = orderRequest(rules);
  return (value, path = "") => parseWith(schema, value, path);
};

/** Checks an order that one function handed to another. */
export const orderOf = (value: unknown, path = ""): Parsed<Order> => parseWith(order, value, path);

/** Parses the body of a message on the orders queue. */
export const parseOrder = (body: string): Parsed<Order> => {
  const json = parseJson(body);
  return json.ok ? orderOf(json.value) : json;
};
