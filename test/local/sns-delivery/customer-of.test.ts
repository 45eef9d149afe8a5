import { customerOf } from "../../../local/sns-delivery/customer-of";
import { ADAS_DEVICE } from "../../lambda/support/orders";

const RECEIVER = "shop:webhook-receiver";
const owner = customerOf(
  [
    { customer: "1", subscriptions: [{ newsletter: "coupons", protocol: "https", endpoint: RECEIVER }] },
    {
      customer: "2",
      subscriptions: [
        { newsletter: "trivia", protocol: "https", endpoint: RECEIVER },
        { newsletter: "trivia", protocol: "https", endpoint: "https://example.com/hook" },
        { newsletter: "trivia", protocol: "email", endpoint: "two@example.com" },
      ],
    },
  ],
  new Map([[ADAS_DEVICE, "3"]]),
);
const URL_OF_RECEIVER = "https://abc123.lambda-url.us-east-1.on.aws/";

describe("the owner", () => {
  test.each([
    ["of an address", "email", "two@example.com", "trivia", "2"],
    ["of an address, whatever comes there", "email", "two@example.com", undefined, "2"],
    ["of an address by another protocol", "sms", "two@example.com", "trivia", null],
    ["of a device", "push", ADAS_DEVICE, undefined, "3"],
    ["of another device", "push", ADAS_DEVICE.replace(/1$/, "2"), undefined, null],
    ["of the shared receiver, by newsletter", "https", URL_OF_RECEIVER, "coupons", "1"],
    ["of the shared receiver, by another newsletter", "https", URL_OF_RECEIVER, "trivia", "2"],
    ["of the receiver, for nobody's newsletter", "https", URL_OF_RECEIVER, "product-updates", null],
    ["of a webhook elsewhere", "https", "https://example.com/hook", "trivia", "2"],
    ["of a stranger's webhook", "https", "https://example.com/?.lambda-url.", "coupons", null],
    ["of what is no address at all", "https", "no address", "coupons", null],
  ] as const)("%s", (_, protocol, endpoint, newsletter, customer) =>
    expect(owner(protocol, endpoint, newsletter)).toBe(customer),
  );
});
