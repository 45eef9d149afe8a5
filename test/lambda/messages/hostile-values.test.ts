import { parseDraft, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { parseOrder } from "../../../lambda/messages/order";
import { parseNotice, parseOrderReady } from "../../../lambda/messages/order-ready";
import { parseOrderRequest } from "../support/cashier-services";
import { anOrder } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";

const MEBIBYTE = 1024 * 1024;
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const bodies = [
  ["a mebibyte of one word", JSON.stringify("A".repeat(MEBIBYTE - 2))],
  ["lists in lists, half a million levels deep", nested(MEBIBYTE / 2)],
  ["objects in objects, a hundred thousand levels deep", `${'{"drink":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["a drink that is nested half a million levels deep", `{"drink":${nested(MEBIBYTE / 2 - 10)}}`],
  ["three fields as deep", `{"version":${nested(50_000)},"text":${nested(50_000)},"readyAt":${nested(50_000)}}`],
  ["a hundred thousand unknown fields", `{${Array.from({ length: 100_000 }, (_, n) => `"${n}":0`).join(",")}}`],
  ["a list of a hundred thousand orders", `[${Array.from({ length: 100_000 }, () => "{}").join(",")}]`],
] as const;

describe.each([
  ["an order", parseOrder],
  ["a finished order", parseOrderReady],
  ["a notice", parseNotice],
  ["an issue", parseIssue],
])("instead of %s", (_, parse) => {
  test.each(bodies)("%s is refused in few words, not thrown", (_what, body) => {
    const faults = faultsOf(parse(body));
    expect(faults).not.toEqual([]);
    expect(faults.join("; ").length).toBeLessThan(1_000);
  });
});

test.each([
  ["an order", parseOrderRequest],
  ["a draft", parseDraft],
])("values nested deeper than can be shown are refused, not thrown: %s", (_, parse) => {
  const deep: unknown = JSON.parse(nested(8_000));
  const faults = faultsOf(parse({ drink: deep, size: deep, pickupName: deep, newsletter: deep, subject: deep }));
  expect(faults).not.toEqual([]);
});

describe("fields with the names of JavaScript's own", () => {
  test("do not stand in for the fields of an order", () => {
    const body = JSON.stringify(anOrder()).replace("{", '{"__proto__":{"quantity":9},');
    expect(accepted(parseOrder(body))).toEqual(anOrder());
    expect(faultsOf(parseOrder(`{"__proto__":${JSON.stringify(anOrder())}}`))).toHaveLength(5);
  });

  test("do not reach other objects", () => {
    parseOrder('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    parseOrderRequest(JSON.parse('{"notify":{"__proto__":{"sms":"+15550100"}}}'));
    expect({}).not.toHaveProperty("polluted");
    expect({}).not.toHaveProperty("sms");
  });

  test("do not count as a way to tell the customer", () => {
    const notify: unknown = JSON.parse('{"__proto__":{"sms":"+15550100"}}');
    const fault = 'notify: must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}';
    expect(faultsOf(parseOrderRequest({ drink: "latte", pickupName: "Ada", notify }))).toEqual([fault]);
  });

  test.each(["__proto__", "constructor", "toString", "valueOf"])("are not on the menu: %s", (drink) => {
    const fault = expect.stringContaining(`not on the menu: ${drink}`);
    expect(faultsOf(parseOrderRequest({ drink, pickupName: "Ada" }))).toEqual([fault]);
  });
});
