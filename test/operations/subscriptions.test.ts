import { SHOP_RECEIVER } from "../../lib/settings/subscribers";
import { ownerOf } from "../../operations/subscriptions";

const DEVICE = "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/coffee/0123abcd-0000-4000-8000-000000000001";
const RECEIVER = "http://abc.lambda-url.us-east-1.localhost:4566/";

const customers = [
  { customer: "1", subscriptions: [{ newsletter: "coupons", protocol: "email", endpoint: "ada@example.com" }] },
  { customer: "2", subscriptions: [{ newsletter: "trivia", protocol: "https", endpoint: SHOP_RECEIVER }] },
  { customer: "3", subscriptions: [{ newsletter: "coupons", protocol: "https", endpoint: SHOP_RECEIVER }] },
  { customer: "4", subscriptions: [{ newsletter: "coupons", protocol: "push", endpoint: DEVICE }] },
];

describe("the owner of an address", () => {
  test.each([
    ["email", "ada@example.com", "coupons", "1"],
    ["email", "ada@example.com", undefined, "1"],
    ["sms", "ada@example.com", "coupons", null],
    ["email", "bob@example.com", "coupons", null],
    ["http", RECEIVER, "trivia", "2"],
    ["https", RECEIVER, "coupons", "3"],
    ["https", RECEIVER, "product-updates", null],
    ["https", "https://partner.example.com/", "coupons", null],
    ["https", "no address", "coupons", null],
    ["application", DEVICE, "coupons", "4"],
    ["push", DEVICE, "coupons", "4"],
  ])("by %s at %s of %s is %j", (protocol, endpoint, newsletter, owner) => {
    expect(ownerOf(customers, { newsletter, protocol, endpoint })).toBe(owner);
  });
});
