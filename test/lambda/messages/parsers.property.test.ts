import fc from "fast-check";
import { parseDraft, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { parseOrder, placeInLine } from "../../../lambda/messages/order";
import { parseNotice, parseOrderReady } from "../../../lambda/messages/order-ready";
import type { Parsed } from "../../../lambda/messaging/parse";
import { contacts, finishedOrders, issues, orders, pickupLocations } from "../support/arbitraries";
import { parseOrderRequest } from "../support/cashier-services";
import { anOrder } from "../support/orders";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";

const known = ["version", "orderId", "placedAt", "drink", "size", "quantity", "pickupName", "notify", "readyAt"];
const keys = fc.oneof(
  fc.constantFrom(...known, "issueId", "newsletter", "subject", "text", "sms", "push", "__proto__", "toString"),
  fc.string({ unit: "binary" }),
);
const strings = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("latte", "small", "\ud800", "+15550100", ""));

/** Any value JSON can carry and then some, with the shop's own field names in it more often than chance has them. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    strings,
    fc.constantFrom<unknown>(null, undefined, true, 1, Number.NaN, -0, 1e308, 10n),
    fc.double(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 8, noNullPrototype: false }),
  ),
})).value;

const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), anything.map(asBody));

const bodyParsers: readonly [string, (body: string) => Parsed<unknown>][] = [
  ["orders", parseOrder],
  ["finished orders", parseOrderReady],
  ["notices", parseNotice],
  ["issues", parseIssue],
];
const valueParsers: readonly [string, (value: unknown) => Parsed<unknown>][] = [
  ["orders at the counter", parseOrderRequest],
  ["drafts", parseDraft],
];

describe(`whatever arrives (seed ${SEED})`, () => {
  test.each(bodyParsers)("never makes the parser of %s throw, and a refusal says why", (_, parse) => {
    fc.assert(fc.property(text, (body) => isAnswer(parse(body))));
  });

  test.each(valueParsers)("never makes the parser of %s throw, and a refusal says why", (_, parse) => {
    fc.assert(fc.property(anything, (value) => isAnswer(parse(value))));
  });
});

describe(`what the shop writes it can read, unchanged (seed ${SEED})`, () => {
  test("orders", () => {
    fc.assert(fc.property(orders, (order) => expect(accepted(parseOrder(JSON.stringify(order)))).toEqual(order)));
  });

  test("orders at the counter", () => {
    fc.assert(
      fc.property(orders, ({ version: _, orderId: __, placedAt: ___, ...request }) =>
        expect(accepted(parseOrderRequest(request))).toEqual(request),
      ),
    );
  });

  test("finished orders and the notices about them", () => {
    fc.assert(
      fc.property(finishedOrders, contacts, (ready, notify) => {
        const notice = JSON.stringify({ ...ready, notify });
        expect(accepted(parseNotice(notice))).toEqual({ ...ready, notify });
        expect(accepted(parseOrderReady(notice))).toEqual(ready);
      }),
    );
  });

  test("issues", () => {
    fc.assert(fc.property(issues, (issue) => expect(accepted(parseIssue(JSON.stringify(issue)))).toEqual(issue)));
  });
});

const isAnswer = (parsed: Parsed<unknown>): void => {
  if (parsed.ok) return;
  expect(parsed.faults.length).toBeGreaterThan(0);
  for (const { message } of parsed.faults) expect(message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,300}$/u);
};

function asBody(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "10n";
  }
}

/** What SQS takes. */
const GROUP_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

const groupAt = (pickupLocation?: string) =>
  placeInLine("fair", anOrder(1, pickupLocation === undefined ? {} : { pickupLocation })).MessageGroupId;

/** Locations of few different characters: such as NFC takes apart into two or three, such as it joins, and others. */
const letters = fc.constantFrom("\ufb2c", "\u0958", "\u0f93", "\ufb1d", "e\u0301", "🫖", "A", "-");
const growing = fc
  .array(fc.tuple(letters, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 3 })
  .map((runs) => [...runs.map(([character, times]) => character.repeat(times)).join("")].slice(0, 40).join(""));

test(`the place of an order in the queue is one that SQS takes (seed ${SEED})`, () => {
  const locations = fc.oneof(pickupLocations, growing);
  fc.assert(fc.property(locations, (location) => expect(groupAt(location)).toMatch(GROUP_ID)));
});
