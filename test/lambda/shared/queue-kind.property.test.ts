import fc from "fast-check";
import { placeInLine } from "../../../lambda/shared/queue-kind";
import { pickupLocations } from "../support/arbitraries";
import { anOrder } from "../support/orders";
import { SEED } from "../support/seed";

/** What SQS takes. */
const GROUP_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

const groupAt = (pickupLocation?: string) =>
  placeInLine("fair", anOrder(1, pickupLocation === undefined ? {} : { pickupLocation })).MessageGroupId;

describe("the place of an order in the queue", () => {
  test(`is one that SQS takes (seed ${SEED})`, () => {
    fc.assert(fc.property(pickupLocations, (location) => GROUP_ID.test(groupAt(location) ?? "")));
    expect(groupAt("🫖".repeat(40))).toMatch(GROUP_ID);
  });
});
