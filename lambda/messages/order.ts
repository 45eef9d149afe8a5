import { createHash } from "node:crypto";
import * as v from "valibot";
import { type ContactRules, phoneNumberWithin, pushEndpointWithin } from "../contacts/contact-rules";
import { phoneNumber } from "../contacts/phone-number";
import { pushEndpoint } from "../contacts/push";
import { faultLine, type Parsed, shown } from "../messaging/parse";
import { line, mustBe, oneOf, parseJsonWith, parseWith, slipsIn, timestamp, uuid, wholeNumber } from "./fields";

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

/** Where one customer wants to be told that the drink is ready: by SMS or by mobile push, not both. */
export type Notify = { readonly sms: string } | { readonly push: string };

const ONE_WAY = 'must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}';

const notify = (sms: v.GenericSchema<string>, push: v.GenericSchema<string>) =>
  v.pipe(
    v.object({ sms: v.optional(sms), push: v.optional(push) }, ONE_WAY),
    v.check((given) => (given.sms === undefined) !== (given.push === undefined), ONE_WAY),
    v.transform((given): Notify => (given.sms === undefined ? { push: given.push ?? "" } : { sms: given.sms })),
  );

const wanted = {
  drink: oneOf("not on the menu", DRINKS),
  size: v.optional(oneOf("not a size", SIZES), "medium"),
  quantity: v.optional(wholeNumber(1, 10), 1),
  pickupName: line("the name to call out", 40),
  /** Where the customer waits, in a shop with several counters; a name that everybody may know. */
  pickupLocation: v.optional(line("the place to pick it up", 40)),
};

const orderRequest = (rules: ContactRules) =>
  v.object(
    { ...wanted, notify: v.optional(notify(phoneNumberWithin(rules), pushEndpointWithin(rules))) },
    mustBe('an order such as {"drink": "latte", "pickupName": "Ada"}'),
  );

/** Order that one function hands to another. */
export const order = v.object(
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

/** What an order is recognised by in the idempotency store. */
export const orderKey = (orderId: string): string => `order#${orderId}`;

/**
 * Makes the parser of requests. Whom the shop may write to is judged here, at the door: an order that is accepted is
 * served and its customer told, even when the rules have changed meanwhile. What nobody knows is left behind, but for what is
 * nearly a field: `quantitty` would get its customer one drink. `path` says where in the request it stood.
 */
export const orderRequestParser = (rules: ContactRules) => {
  const schema = orderRequest(rules);
  return (value: unknown, path = ""): Parsed<OrderRequest> => {
    const parsed = parseWith(schema, value, path);
    const slips = slipsIn(value, Object.keys(schema.entries), path);
    return slips.length === 0 ? parsed : { ok: false, faults: [...(parsed.ok ? [] : parsed.faults), ...slips] };
  };
};

/** Parses the body of a message on the orders queue. */
export const parseOrder = (body: string): Parsed<Order> => parseJsonWith(order, body);

/**
 * How the orders queue hands orders out: `standard` as they come, `fair` so that a rush at one pickup location does not
 * hold up the others, `fifo` strictly one after the other at each location.
 */
export const QUEUE_KINDS = ["standard", "fair", "fifo"] as const;

export type QueueKind = (typeof QUEUE_KINDS)[number];

/** @throws Error for what is not a kind of queue, so that a wrong deployment fails at its first start */
export const readQueueKind = (text: string): QueueKind => {
  const kind = parseWith(oneOf("not a kind of queue", QUEUE_KINDS), text);
  if (!kind.ok) throw new Error(faultLine(kind.faults));
  return kind.value;
};

/**
 * The place of an order in a queue of this kind: behind the others of its pickup location, or of the counter. A FIFO queue
 * forgets an order that is sent again under the same id within five minutes, as a customer does whose answer was lost.
 */
export const placeInLine = (kind: QueueKind, { orderId, pickupLocation = "counter" }: Order) => {
  if (kind === "standard") return {};
  const MessageGroupId = groupId(pickupLocation);
  return kind === "fair" ? { MessageGroupId } : { MessageGroupId, MessageDeduplicationId: orderId };
};

/**
 * A location as SQS takes it, up to 128 letters, digits and punctuation: one that has other characters is told apart from
 * similar ones by a hash. A location can be longer in NFC, which takes some letters apart.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const groupId = (location: string): string => {
  const name = location.normalize("NFC");
  if (/^[A-Za-z0-9._-]+$/.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${name.replace(/[^A-Za-z0-9._-]/gu, "-").slice(0, 100)}-${hash}`;
};
