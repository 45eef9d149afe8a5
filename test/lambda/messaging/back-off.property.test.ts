import fc from "fast-check";
import { pauseSeconds } from "../../../lambda/messaging/back-off";
import { SEED } from "../support/seed";

describe("the pause of an order that could not be made", () => {
  test(`is never shorter than a claim lasts, never longer than a quarter of an hour, and differs from order to order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (receives, random) => {
          const seconds = pauseSeconds(receives, random);
          expect(Number.isInteger(seconds) && seconds >= 15 && seconds <= 900).toBe(true);
        },
      ),
    );
    expect(pauseSeconds(3, 0)).toBeLessThan(pauseSeconds(3, 1));
  });
});
