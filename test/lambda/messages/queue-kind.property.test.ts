import fc from "fast-check";
import { placeInLine } from "../../../lambda/messages/order";
import { pickupLocations } from "../support/arbitraries";
import { anOrder } from "../support/orders";
import { SEED } from "../support/seed";

/** What SQS takes. */
const GROUP_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

const groupAt = (pickupLocation?: string) =>
  placeInLine("fair", anOrder(1, pickupLocation === undefined ? {} : { pickupLocation })).MessageGroupId;

/** Locations of few different characters: such as NFC takes apart into two or three, such as it joins, and others. */
const growing = fc
  .array(
    fc.tuple(
      fc.constantFrom("\ufb2c", "\u0958", "\u0f93", "\ufb1d", "e\u0301", "🫖", "A", "-"),
      fc.integer({ min: 1, max: 40 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((runs) => [...runs.map(([character, times]) => character.repeat(times)).join("")].slice(0, 40).join(""));

describe("the place of an order in the queue", () => {
  test(`is one that SQS takes (seed ${SEED})`, () => {
    const locations = fc.oneof(pickupLocations, growing);
    fc.assert(fc.property(locations, (location) => expect(groupAt(location)).toMatch(GROUP_ID)));
  });
});
