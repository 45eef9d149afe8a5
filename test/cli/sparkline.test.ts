import { spanMark, sparkline } from "../../cli/sparkline";

const at = (...values: number[]) => values.map((value, place) => ({ at: place * 250, value }));

describe("a sparkline", () => {
  test("shows each value, the highest at full height", () => {
    expect(sparkline(at(0, 1, 2, 3, 4, 5, 6, 7), 50)).toBe("▁▂▃▄▅▆▇█");
  });

  test("keeps the peak of values that share a character", () => {
    expect(sparkline(at(0, 0, 0, 9, 0, 0, 0, 0), 4)).toBe("▁█▁▁");
  });

  test("is flat for a queue that was always empty, and empty for no values", () => {
    expect(sparkline(at(0, 0, 0), 50)).toBe("▁▁▁");
    expect(sparkline([], 50)).toBe("");
  });

  test("repeats the value before a gap", () => {
    const gap = [
      { at: 0, value: 8 },
      { at: 100, value: 8 },
      { at: 900, value: 0 },
      { at: 1_000, value: 0 },
    ];
    expect(sparkline(gap, 4)).toBe("███▁");
  });

  test("has a span marked below it", () => {
    const points = at(...Array<number>(41).fill(1));
    expect(spanMark(points, 10, 3_000, 6_000)).toBe("   └──┘");
    expect(spanMark(points, 10, 3_000, 3_001)).toBe("   └┘");
  });
});
