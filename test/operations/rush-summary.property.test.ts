import fc from "fast-check";
import { percentile } from "../../operations/rush-summary";
import { SEED } from "../lambda/support/seed";

describe("the nearest-rank percentile", () => {
  test(`is the smallest value that enough values do not exceed (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const ascending = values.sort((one, other) => one - other);
        const found = percentile(ascending, percent) ?? Number.NaN;
        const share = (limit: number) => (100 * ascending.filter((value) => value <= limit).length) / ascending.length;
        expect(ascending).toContain(found);
        expect(share(found)).toBeGreaterThanOrEqual(percent);
        expect(share(found - 1)).toBeLessThan(percent);
      }),
    );
  });
});
