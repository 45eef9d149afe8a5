import { counted, paint, spell } from "../../cli/wording";

test.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1_000, "1 s"],
  [3_240, "3.2 s"],
  [59_900, "59.9 s"],
  [60_000, "1 min"],
  [3_599_999, "59 min"],
  [3_600_000, "1 h"],
  [172_799_000, "47 h"],
  [172_800_000, "2 d"],
])("%d ms are spelled %s", (milliseconds, words) => {
  expect(spell(milliseconds)).toBe(words);
});

test("one order, many orders", () => {
  expect([0, 1, 2].map((count) => counted(count, "order"))).toEqual(["0 orders", "1 order", "2 orders"]);
});

test("colours only where they are wanted", () => {
  expect(paint({ coloured: true }, "bad", "x")).toBe("\u001b[31mx\u001b[0m");
  expect(paint({ coloured: false }, "bad", "x")).toBe("x");
});
