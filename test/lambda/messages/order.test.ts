import { DRINKS, parseOrder, SIZES } from "../../../lambda/messages/order";
import { parseOrderReady } from "../../../lambda/messages/order-ready";
import { parseOrderRequest } from "../support/cashier-services";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, anOrder } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";
import { words } from "../support/words";

const faults = (changes: object) => faultsOf(parseOrder(JSON.stringify({ ...anOrder(), ...changes })));

describe("an order in the queue", () => {
  test.each([
    ["as the cashier writes it", anOrder()],
    ["with a phone", anOrder(1, { notify: { sms: ADAS_PHONE } })],
    ["with a device", anOrder(1, { notify: { push: ADAS_DEVICE } })],
  ])("is read back %s", (_, order) => {
    expect(accepted(parseOrder(JSON.stringify(order)))).toEqual(order);
  });

  test("of a newer cashier may carry more fields than this barista knows", () => {
    expect(accepted(parseOrder(JSON.stringify({ ...anOrder(), milk: "oat" })))).toEqual(anOrder());
  });

  test.each([2, "1", null])("of version %j is refused by name", (version) => {
    expect(faults({ version })).toEqual([`version: must be 1, not ${version}`]);
  });

  test.each([
    "",
    ...words(`
      1 00000000-0000-8000-8000-00000000000 00000000-0000-8000-8000-00000000000A
      A0000000-0000-8000-8000-000000000001 ../../etc/passwd
    `),
  ])("cannot have the id %j", (orderId) => {
    expect(faults({ orderId })).toEqual([`orderId: must be a UUID in lower case, not ${orderId}`]);
  });

  const TIMES = ["2026-11-22T08:00:00Z", "2026-11-22T08:00:00.5Z", "2028-02-29T23:59:59.999Z"];
  test.each(TIMES)("may have been placed at %s", (placedAt) => {
    expect(faults({ placedAt })).toEqual([]);
  });

  const NO_MOMENTS = ["2026-02-30T08:00:00Z", "2027-02-29T08:00:00Z", "2026-13-01T08:00:00Z", "2026-11-22T25:00:00Z"];
  test.each(NO_MOMENTS)("cannot have been placed at %s, a moment that no calendar has", (placedAt) => {
    expect(faults({ placedAt })).toEqual(["placedAt: must be a moment that exists"]);
  });

  const NO_TIMES = ["yesterday", "2026-11-22", "2026-11-22T08:00:00+01:00", "2026-11-22T08:00:00.0001Z"];
  test.each(NO_TIMES)("cannot have been placed at «%s»", (placedAt) => {
    expect(faults({ placedAt })).toEqual([`placedAt: must be an ISO 8601 time in UTC, not ${placedAt}`]);
  });

  test.each(["version", "orderId", "placedAt", "drink", "pickupName"])("without %s is told so", (field) => {
    expect(faults({ [field]: undefined })).toEqual([`${field}: is missing from an order`]);
  });

  test.each([
    ["a sentence", "one latte please", 'is not JSON: found "o" at line 1, column 1'],
    [
      "half an order",
      JSON.stringify(anOrder()).slice(0, -1),
      expect.stringMatching(/^is not JSON: it ends too early, at line 1, column \d+$/),
    ],
    ["a word", '"latte"', "must be an order, not latte"],
    ["nothing", "null", "must be an order, not null"],
  ])("cannot be %s", (_, body, fault) => {
    expect(faultsOf(parseOrder(body))).toEqual([fault]);
  });
});

const latte = { drink: "latte", pickupName: "Ada" };
const requestFaults = (changes: object) => faultsOf(parseOrderRequest({ ...latte, ...changes }));

describe("an order at the counter", () => {
  test("is one medium drink unless the customer says otherwise", () => {
    expect(accepted(parseOrderRequest(latte))).toEqual({ ...latte, size: "medium", quantity: 1 });
  });

  const GOOD: readonly object[] = [
    ...[...DRINKS.map((drink) => ({ drink })), ...SIZES.map((size) => ({ size }))],
    ...[{ quantity: 1 }, { quantity: 10 }, { notify: { sms: "+1234567" } }, { notify: { sms: "+123456789012345" } }],
  ];
  test.each(GOOD)("may be %j", (changes) => {
    expect(requestFaults(changes)).toEqual([]);
  });

  test.each([0, 11, 1.5, -1, "2", null, [1], 1e308])("cannot be for %j drinks", (quantity) => {
    const fault = `quantity: must be a whole number from 1 to 10, not ${JSON.stringify(quantity)}`;
    expect(requestFaults({ quantity })).toEqual([fault]);
  });

  test("for a drink that is not on the menu is told what is", () => {
    expect(requestFaults({ drink: "motor oil" })).toEqual([
      "drink: not on the menu: motor oil (try one of: espresso, americano, macchiato, cortado, cappuccino, flat white, latte, mocha, cold brew, tea)",
    ]);
  });

  test.each(["Latte", " latte", "", null, 7, ["latte"]])("cannot be for %j, which only looks like a drink", (drink) => {
    expect(requestFaults({ drink })).toEqual([expect.stringMatching(/^drink: not on the menu: /)]);
  });

  test.each(["venti", "", null, 2])("cannot be of size %j", (size) => {
    expect(requestFaults({ size })).toEqual([`size: not a size: ${asShown(size)} (try one of: small, medium, large)`]);
  });

  test("without a drink or a name is told that both are missing", () => {
    const missing = 'is missing from an order such as {"drink": "latte", "pickupName": "Ada"}';
    expect(faultsOf(parseOrderRequest({}))).toEqual([`drink: ${missing}`, `pickupName: ${missing}`]);
  });

  test("is told every fault at once, each by its place in the request", () => {
    const order = { drink: "motor oil", size: "huge", quantity: 11, pickupName: "", notify: { sms: "112" } };
    expect(faultsOf(parseOrderRequest(order, "orders[3]")).map((fault) => fault.split(": ")[0])).toEqual(
      words("orders[3].drink orders[3].size orders[3].quantity orders[3].pickupName orders[3].notify.sms"),
    );
  });

  test("may carry fields that nobody here knows; they are left behind", () => {
    const read = accepted(parseOrderRequest({ ...latte, loyaltyCard: "gold", orderId: "mine" }));
    expect(read).toEqual({ ...latte, size: "medium", quantity: 1 });
  });

  test.each([
    ["quantitty", "quantity"],
    ["Size", "size"],
    ["notfiy", "notify"],
  ])("with %s is asked whether it meant %s, rather than made without", (name, meant) => {
    expect(requestFaults({ [name]: 1 })).toEqual([`${name}: did you mean ${meant}?`]);
  });

  test.each([null, "latte", 7, true])("cannot be %j", (value) => {
    const fault = `must be an order such as {"drink": "latte", "pickupName": "Ada"}, not ${asShown(value)}`;
    expect(faultsOf(parseOrderRequest(value))).toEqual([fault]);
  });
});

describe("the way to tell a customer", () => {
  test.each([{ sms: ADAS_PHONE }, { push: ADAS_DEVICE }])("is one phone or one device: %j", (notify) => {
    expect(accepted(parseOrderRequest({ ...latte, notify })).notify).toEqual(notify);
  });

  const E_164 = "notify.sms: must be a phone number in E.164: + and 7 to 15 digits, such as +15550100";
  const NO_PHONES = words("+123456 +1234567890123456 15550100 +0155501 +1555010a");
  test.each([...NO_PHONES, "+1 5550100", `${ADAS_PHONE}\n`])("cannot be %j, and nobody repeats it", (sms) => {
    expect(requestFaults({ notify: { sms } })).toEqual([E_164]);
  });

  const A_TOPIC = "arn:aws:sns:eu-west-1:000000000000:order-ready";
  const NO_DEVICES = [`${ADAS_DEVICE}x`, ADAS_DEVICE.replace("GCM", "FAX"), A_TOPIC];
  test.each(NO_DEVICES)("cannot be a device at %s", (push) => {
    const fault = expect.stringMatching(/^notify\.push: must be the ARN of an SNS platform endpoint/);
    expect(requestFaults({ notify: { push } })).toEqual([fault]);
  });

  const NO_CONTACTS = [{}, { sms: ADAS_PHONE, push: ADAS_DEVICE }, null, ADAS_PHONE];
  test.each(NO_CONTACTS)("is exactly one of the two, not %j", (notify) => {
    expect(requestFaults({ notify })).toEqual(['notify: must be {"sms": "+15550100"} or {"push": "<endpoint arn>"}']);
  });
});

const asShown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const rule = "pickupName: must be the name to call out: 1 to 40 characters on one line";

/** Spelled with joiners between letters or emoji. */
const JOINED = ["ශ්\u200dරී", "علی\u200cرضا", "Zoë 👩\u200d👧", "👩🏽\u200d🍳", "🏳️\u200d🌈", "👩\u200d⚕️"];

describe("the name to call out", () => {
  const NAMES = ["A", "A".repeat(40), "☕🫖".repeat(20), "Łukasz 李雷", '<b>"Ada" & \\Bob</b>', ...JOINED];
  test.each(NAMES)("may be %s: up to 40 characters of any script, which are only text", (name) => {
    expect(accepted(parseOrderRequest({ ...latte, pickupName: name })).pickupName).toBe(name);
  });

  test("loses the blanks around it, and only those", () => {
    expect(accepted(parseOrderRequest({ ...latte, pickupName: "  Ada  L " })).pickupName).toBe("Ada  L");
  });

  const LENGTHS = ["", " \t ", "A".repeat(41), "🫖".repeat(41), "A".repeat(100_000)];
  test.each(LENGTHS)("cannot be too short or long: %s", (name) => {
    expect(requestFaults({ pickupName: name })).toEqual([`${rule}, not ${[...name.trim()].length}`]);
  });

  const UNPRINTABLE = [
    ...["Ada\nBob", "Ada\u2028Bob", "Ada\u2029Bob", "Ada\u0000", "\u001b[31mAda", "Ada\u007f", "Ada\u0085Bob"],
    ...["Ada\u202eBob", "Ada\u200bBob", "Ada\ud83d", "\udc4bAda", "Ada\uffff", "\ufffeAda"],
    ...[
      "Ada\u2066Bob",
      "Ada\u{e0041}",
      "\u200dAda",
      "Ada\u200d",
      "Ada \u200c Bob",
      "\u3164",
      "\u2800\u2800",
      "Ada\u00ad",
    ],
  ];
  test.each(UNPRINTABLE)("cannot be %j", (name) => {
    expect(requestFaults({ pickupName: name })).toEqual([
      `${rule}, without control characters and others that nobody sees`,
    ]);
  });

  const SHOWN = [7, null, ["Ada"], { first: "Ada" }];
  test.each(SHOWN.map((name) => [name, JSON.stringify(name)]))("cannot be %j", (name, shown) => {
    expect(requestFaults({ pickupName: name })).toEqual([`${rule}, not ${shown}`]);
  });
});

describe("a pickup location", () => {
  test.each(["counter", "Main Street", "北京", "🫖".repeat(40)])("may be %s, from request to pickup board", (place) => {
    expect(accepted(parseOrderRequest({ ...latte, pickupLocation: place })).pickupLocation).toBe(place);
    const order = anOrder(1, { pickupLocation: place });
    expect(accepted(parseOrder(JSON.stringify(order)))).toEqual(order);
    const ready = aFinishedOrder(1, { pickupLocation: place });
    expect(accepted(parseOrderReady(JSON.stringify(ready)))).toEqual(ready);
  });

  test("may be left out, and then is not made up", () => {
    expect(accepted(parseOrderRequest(latte))).not.toHaveProperty("pickupLocation");
  });

  const BAD = ["", " ", "x".repeat(41), "a\nb", "a\u202eb", "\ud800", "a\uffff", "\ufffeb", 7, null, {}, ["counter"]];
  test.each(BAD.map((place) => [place]))("may not be %j", (place) => {
    const fault = /^pickupLocation: must be the place to pick it up: 1 to 40 characters on one line/;
    expect(requestFaults({ pickupLocation: place })).toEqual([expect.stringMatching(fault)]);
  });
});
