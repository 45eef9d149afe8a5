import { parseNotice, parseOrderReady } from "../../../lambda/messages/order-ready";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";

const board = (changes: object) => parseOrderReady(JSON.stringify({ ...aFinishedOrder(), ...changes }));
const notice = (changes: object) =>
  parseNotice(JSON.stringify({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE }, ...changes }));

describe("a finished order on the pickup board", () => {
  test("is read back as the barista announced it", () => {
    expect(accepted(board({}))).toEqual(aFinishedOrder());
  });

  test("may carry fields that nobody here knows; contact details are left behind with them", () => {
    expect(accepted(board({ madeBy: "Bob", notify: { sms: ADAS_PHONE } }))).toEqual(aFinishedOrder());
  });

  test("is told every fault at once", () => {
    const faults = faultsOf(
      board({ version: 2, orderId: "1", drink: "oil", size: "xl", quantity: "1", pickupName: "\n", readyAt: "now" }),
    );
    expect(faults).toEqual([
      "version: must be 1",
      "orderId: must be a UUID in lower case, not 1",
      expect.stringMatching(/^drink: not on the menu: oil/),
      "size: not a size: xl (try one of: small, medium, large)",
      "quantity: must be the number of drinks",
      "pickupName: must be the name to call out: 1 to 40 characters on one line, not 0",
      "readyAt: must be an ISO 8601 time in UTC, not now",
    ]);
  });

  const FIELDS = ["version", "orderId", "drink", "size", "quantity", "pickupName", "readyAt"];
  test.each(FIELDS)("without %s is told so", (field) => {
    expect(faultsOf(board({ [field]: undefined }))).toEqual([`${field}: is missing`]);
  });

  test.each([
    ["ready!", 'is not JSON: found "r" at line 1, column 1'],
    ["null", "must be a finished order"],
    ['"latte"', "must be a finished order"],
  ])("cannot be %s", (body, fault) => {
    expect(faultsOf(parseOrderReady(body))).toEqual([fault]);
  });
});

describe("a notice for one customer", () => {
  test.each([{ sms: ADAS_PHONE }, { push: ADAS_DEVICE }])("is read back with its contact: %j", (notify) => {
    expect(accepted(notice({ notify }))).toEqual({ ...aFinishedOrder(), notify });
  });

  test("without a contact is no notice: that is what everybody else was sent", () => {
    expect(faultsOf(notice({ notify: undefined }))).toEqual(["notify: is missing"]);
  });

  test.each([
    ["the notice as text", JSON.stringify(JSON.stringify({ notify: { sms: ADAS_PHONE } }))],
    ["a number alone", JSON.stringify(ADAS_PHONE)],
    ["a number in place of the contact", JSON.stringify({ ...aFinishedOrder(), notify: ADAS_PHONE })],
    ["a number with a letter", JSON.stringify({ ...aFinishedOrder(), notify: { sms: `${ADAS_PHONE}x` } })],
    ["a list of numbers", JSON.stringify({ ...aFinishedOrder(), notify: [ADAS_PHONE] })],
    ["a number as the version", JSON.stringify({ ...aFinishedOrder(), version: ADAS_PHONE })],
    ["a number as the quantity", JSON.stringify({ ...aFinishedOrder(), quantity: ADAS_PHONE })],
    ["no JSON", `{"notify":{"sms":"${ADAS_PHONE}"}`],
  ])("that is malformed is refused without repeating the phone number: %s", (_, body) => {
    const faults = faultsOf(parseNotice(body));
    expect(faults).not.toEqual([]);
    expect(faults.join("; ")).not.toContain(ADAS_PHONE);
  });
});
