import fc from "fast-check";
import { cupCount } from "../../../board/page/orders-queue";
import { SEED } from "../../lambda/support/seed";

describe("the cups of a queue", () => {
  test(`no order is left out or drawn twice, and never more than three rows are drawn (seed ${SEED})`, () => {
    const count = fc.nat(200_000);
    fc.assert(
      fc.property(count, count, fc.integer({ min: 6, max: 60 }), (waiting, inHand, columns) => {
        const { inFlight, full, more } = cupCount(waiting, inHand, columns);
        expect(inFlight + full + more).toBe(waiting + inHand);
        expect(inFlight + full).toBeLessThanOrEqual(3 * columns);
        expect(inFlight).toBeLessThanOrEqual(inHand);
        expect(full).toBeLessThanOrEqual(waiting);
      }),
    );
  });
});
