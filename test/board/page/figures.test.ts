import { ago, counted, digitGroups, duration, milliseconds, rate } from "../../../board/page/figures";

describe("figures on the board", () => {
  test.each([
    [0, "0 s"],
    [42.4, "42 s"],
    [99, "99 s"],
    [100, "2 min"],
    [3_600, "60 min"],
    [7_200, "2 h"],
    [200_000, "2 days"],
    [-3, "0 s"],
    [null, "–"],
    [undefined, "–"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("%p seconds read %s", (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  test("short times are in milliseconds, long ones in seconds", () => {
    expect([38.4, 999, 1_100, null].map(milliseconds)).toEqual(["38 ms", "999 ms", "1.1 s", "–"]);
  });

  test("rates have one decimal, so that a trickle does not read as nothing", () => {
    expect([0, 0.1, 12.34, undefined].map(rate)).toEqual(["0.0/s", "0.1/s", "12.3/s", "–"]);
  });

  test("a moment is told by how long ago it was, and one ahead of a slow clock is now", () => {
    const now = Date.UTC(2026, 10, 22, 9);
    expect(ago(now - 400, now)).toBe("just now");
    expect(ago(now + 5_000, now)).toBe("just now");
    expect(ago(new Date(now - 4_000).toISOString(), now)).toBe("4 s ago");
  });

  test("one is singular", () => {
    expect([0, 1, 2].map((count) => counted(count, "order"))).toEqual(["0 orders", "1 order", "2 orders"]);
  });

  test.each([
    [0, ["0"]],
    [999, ["999"]],
    [1_231, ["1", "231"]],
    [1_000_000, ["1", "000", "000"]],
  ])("%i is grouped for the eye and stays the same number", (whole, groups) => {
    expect(digitGroups(whole)).toEqual(groups);
    expect(Number(groups.join(""))).toBe(whole);
  });
});
