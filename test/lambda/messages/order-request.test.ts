import { DRINKS, SIZES } from "../../../lambda/messages/order";
import { parseOrderRequest } from "../support/contact-rules";
import { ADAS_DEVICE, ADAS_PHONE } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";

const latte = { drink: "latte", pickupName: "Ada" };
const faults = (changes: object) => faultsOf(parseOrderRequest({ ...latte, ...changes }));

describe("an order at the counter", () => {
  test("is one medium drink unless the customer says otherwise", () => {
    expect(accepted(parseOrderRequest(latte))).toEqual({ ...latte, size: "medium", quantity: 1 });
  });

  test.each(DRINKS)("may be %s", (drink) => {
    expect(faults({ drink })).toEqual([]);
  });

  test.each(SIZES)("may be %s", (size) => {
    expect(faults({ size })).toEqual([]);
  });

  test.each([1, 10])("may be for %d drinks", (quantity) => {
    expect(faults({ quantity })).toEqual([]);
  });

  test.each([0, 11, 1.5, -1, "2", null, [1], 1e308])("cannot be for %j drinks", (quantity) => {
    expect(faults({ quantity })).toEqual([`quantity: must be a whole number from 1 to 10, not ${asShown(quantity)}`]);
  });

  test("for a drink that is not on the menu is told what is", () => {
    expect(faults({ drink: "motor oil" })).toEqual([
      "drink: not on the menu: motor oil (try one of: espresso, americano, macchiato, cortado, cappuccino, flat white, latte, mocha, cold brew, tea)",
    ]);
  });

  test.each(["Latte", " latte", "", null, 7, ["latte"]])("cannot be for %j, which only looks like a drink", (drink) => {
    expect(faults({ drink })).toEqual([expect.stringMatching(/^drink: not on the menu: /)]);
  });

  test.each(["venti", "", null, 2])("cannot be of size %j", (size) => {
    expect(faults({ size })).toEqual([`size: not a size: ${asShown(size)} (try one of: small, medium, large)`]);
  });

  test("without a drink or a name is told that both are missing", () => {
    const form = 'an order such as {"drink": "latte", "pickupName": "Ada"}';
    expect(faultsOf(parseOrderRequest({}))).toEqual([
      `drink: is missing from ${form}`,
      `pickupName: is missing from ${form}`,
    ]);
  });

  test("is told every fault at once, each by its place in the request", () => {
    const order = { drink: "motor oil", size: "huge", quantity: 11, pickupName: "", notify: { sms: "112" } };
    expect(faultsOf(parseOrderRequest(order, "orders[3]")).map((fault) => fault.split(": ")[0])).toEqual([
      "orders[3].drink",
      "orders[3].size",
      "orders[3].quantity",
      "orders[3].pickupName",
      "orders[3].notify.sms",
    ]);
  });

  test("may carry fields that nobody here knows; they are left behind", () => {
    expect(accepted(parseOrderRequest({ ...latte, loyaltyCard: "gold", orderId: "mine" }))).toEqual({
      ...latte,
      size: "medium",
      quantity: 1,
    });
  });

  test.each([null, "latte", 7, true])("cannot be %j", (value) => {
    expect(faultsOf(parseOrderRequest(value))).toEqual([
      `must be an order such as {"drink": "latte", "pickupName": "Ada"}, not ${asShown(value)}`,
    ]);
  });
});

describe("the way to tell a customer", () => {
  test.each([{ sms: ADAS_PHONE }, { push: ADAS_DEVICE }])("is one phone or one device: %j", (notify) => {
    expect(accepted(parseOrderRequest({ ...latte, notify })).notify).toEqual(notify);
  });

  test.each(["+1234567", "+123456789012345"])("may be the phone number %s: 7 to 15 digits", (sms) => {
    expect(faults({ notify: { sms } })).toEqual([]);
  });

  test.each(["+123456", "+1234567890123456", "15550100", "+0155501", "+1 5550100", "+1555010a", `${ADAS_PHONE}\n`])(
    "cannot be %j, and the refusal does not repeat it",
    (sms) => {
      expect(faults({ notify: { sms } })).toEqual([
        "notify.sms: must be a phone number in E.164: + and 7 to 15 digits, such as +15550100",
      ]);
    },
  );

  test.each([`${ADAS_DEVICE}x`, ADAS_DEVICE.replace("GCM", "FAX"), "arn:aws:sns:eu-west-1:000000000000:order-ready"])(
    "cannot be a device at %s",
    (push) => {
      expect(faults({ notify: { push } })).toEqual([
        expect.stringMatching(/^notify\.push: must be the ARN of an SNS platform endpoint/),
      ]);
    },
  );

  test.each([{}, { sms: ADAS_PHONE, push: ADAS_DEVICE }, null, ADAS_PHONE])(
    "is exactly one of the two, not %j",
    (notify) => {
      expect(faults({ notify })).toEqual(['notify: must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}']);
    },
  );
});

const asShown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
