import fc from "fast-check";
import { NEWSLETTERS, type NewsletterIssue } from "../../../lambda/messages/newsletter-issue";
import { DRINKS, type Order, SIZES } from "../../../lambda/messages/order";
import type { OrderReady } from "../../../lambda/messages/order-ready";

const digits = (min: number, max: number) =>
  fc.stringMatching(new RegExp(`^[1-9][0-9]{${min - 1},${max - 1}}$`)).map((number) => `+${number}`);

const uuid = fc.uuid();
const time = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Names of any script, as a customer may write them. */
const pickupName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((name) =>
    [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu, "").trim()].slice(0, 40).join("").trim(),
  )
  .filter((name) => name !== "");

export const pickupLocations = pickupName;

export const contacts: fc.Arbitrary<NonNullable<Order["notify"]>> = fc.oneof(
  digits(7, 15).map((sms) => ({ sms })),
  uuid.map((id) => ({ push: `arn:aws:sns:eu-west-1:123456789012:endpoint/APNS/coffee/${id}` })),
);

const drinks = {
  version: fc.constant(1 as const),
  orderId: uuid,
  drink: fc.constantFrom(...DRINKS),
  size: fc.constantFrom(...SIZES),
  quantity: fc.integer({ min: 1, max: 10 }),
  pickupName,
};

export const orders: fc.Arbitrary<Order> = fc.record(
  { ...drinks, placedAt: time, pickupLocation: pickupLocations, notify: contacts },
  { requiredKeys: ["version", "orderId", "drink", "size", "quantity", "pickupName", "placedAt"] },
);

export const finishedOrders: fc.Arbitrary<OrderReady> = fc.record({ ...drinks, readyAt: time });

/** Text as full of what has to be escaped as an editor can make it. */
const text = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('"', "\\", "\n", "\t", "é", "☕"), minLength: 1, maxLength: 5_000 }),
  )
  .map((given) => given.toWellFormed().replace(/[^\P{Cc}\t\n\r\u0080-\u009f]|[\ufffe\uffff]/gu, ""))
  .filter((given) => given.trim() !== "" && Buffer.byteLength(given) <= 16 * 1024);

export const issues: fc.Arbitrary<NewsletterIssue> = fc.record(
  {
    version: fc.constant(1 as const),
    issueId: uuid,
    newsletter: fc.constantFrom(...NEWSLETTERS),
    subject: fc.stringMatching(/^[\x21-\x7e][\x20-\x7e]{0,98}$/),
    text,
    audience: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/),
    publishedAt: time,
  },
  { requiredKeys: ["version", "issueId", "newsletter", "subject", "text", "publishedAt"] },
);
