import { parseOrder } from "../../../lambda/messages/order";
import { ADAS_DEVICE, ADAS_PHONE, anOrder } from "../support/orders";
import { accepted, faultsOf } from "../support/parsed";

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
    "1",
    "00000000-0000-8000-8000-00000000000",
    "00000000-0000-8000-8000-00000000000A",
    "A0000000-0000-8000-8000-000000000001",
    "../../etc/passwd",
  ])("cannot have the id %j", (orderId) => {
    expect(faults({ orderId })).toEqual([`orderId: must be a UUID in lower case, not ${orderId}`]);
  });

  test.each(["2026-11-22T08:00:00Z", "2026-11-22T08:00:00.5Z", "2028-02-29T23:59:59.999Z"])(
    "may have been placed at %s",
    (placedAt) => {
      expect(faults({ placedAt })).toEqual([]);
    },
  );

  test.each(["2026-02-30T08:00:00Z", "2027-02-29T08:00:00Z", "2026-13-01T08:00:00Z", "2026-11-22T25:00:00Z"])(
    "cannot have been placed at %s, a moment that no calendar has",
    (placedAt) => {
      expect(faults({ placedAt })).toEqual(["placedAt: must be a moment that exists"]);
    },
  );

  test.each(["yesterday", "2026-11-22", "2026-11-22T08:00:00+01:00", "2026-11-22T08:00:00.0001Z"])(
    "cannot have been placed at «%s»",
    (placedAt) => {
      expect(faults({ placedAt })).toEqual([`placedAt: must be an ISO 8601 time in UTC, not ${placedAt}`]);
    },
  );

  test.each(["version", "orderId", "placedAt", "drink", "pickupName"])("without %s is told so", (field) => {
    expect(faults({ [field]: undefined })).toEqual([`${field}: is missing from an order`]);
  });

  test.each([
    ["a sentence", "one latte please", "is not JSON"],
    ["half an order", JSON.stringify(anOrder()).slice(0, -1), "is not JSON"],
    ["a word", '"latte"', "must be an order, not latte"],
    ["nothing", "null", "must be an order, not null"],
  ])("cannot be %s", (_, body, fault) => {
    expect(faultsOf(parseOrder(body))).toEqual([fault]);
  });
});
