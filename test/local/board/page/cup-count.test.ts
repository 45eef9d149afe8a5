import fc from "fast-check";
import { cupCount } from "../../../../local/board/page/cup-count";

const COLUMNS = 18;

describe("the cups of a queue", () => {
  test("each order has one as long as three rows hold them", () => {
    expect(cupCount(50, 4, COLUMNS)).toEqual({ hand: 4, full: 50, more: 0 });
  });

  test("what does not fit is a number, which takes the room of four", () => {
    expect(cupCount(60, 10, COLUMNS)).toEqual({ hand: 10, full: 40, more: 20 });
    expect(cupCount(0, 100, COLUMNS)).toEqual({ hand: 50, full: 0, more: 50 });
  });

  test("no order is left out or drawn twice, and never more than three rows are drawn", () => {
    const count = fc.nat(200_000);
    fc.assert(
      fc.property(count, count, fc.integer({ min: 6, max: 60 }), (waiting, inHand, columns) => {
        const { hand, full, more } = cupCount(waiting, inHand, columns);
        expect(hand + full + more).toBe(waiting + inHand);
        expect(hand + full).toBeLessThanOrEqual(3 * columns);
        expect(hand).toBeLessThanOrEqual(inHand);
        expect(full).toBeLessThanOrEqual(waiting);
      }),
      { seed: 20261122 },
    );
  });
});
