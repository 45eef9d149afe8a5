import { readRunOptions } from "./run-options";

test("without options it is the long campaign: 10,000 orders over four seeds, and at least 200 kills", () => {
  const { seeds = [], orders = 0, kills = 0, ...rest } = readRunOptions([]) ?? {};
  expect(new Set(seeds).size).toBe(4);
  expect(seeds.length * orders).toBe(10_000);
  expect(seeds.length * kills).toBeGreaterThanOrEqual(200);
  expect(rest).toMatchObject({ faultPercent: 5, cashier: true, properties: true, runs: 1, out: ".faults" });
});

test("the short variant has 1,000 orders, 20 kills and no properties", () => {
  expect(readRunOptions(["--short"])).toMatchObject({ seeds: [1], orders: 1_000, kills: 20, properties: false });
  expect(readRunOptions(["--flake", "20"])).toMatchObject({ runs: 20, orders: 1_000, properties: false });
});

test("seeds, orders and kills are taken from the command line", () => {
  const given = ["--seed", "7", "--orders", "50", "--kills", "3", "--no-cashier", "--no-properties", "--out", "x"];
  expect(readRunOptions(given)).toMatchObject({
    seeds: [7, 8, 9, 10],
    orders: 50,
    kills: 3,
    cashier: false,
    properties: false,
    out: "x",
  });
});

test.each(["0", "-1", "1.5", "many", "", "1000000"])("a number of orders that is %j is refused", (given) => {
  expect(() => readRunOptions([`--orders=${given}`])).toThrow(
    `--orders must be a whole number from 1 to 999999, not ${given || "nothing"}`,
  );
});

test("help is help, whatever else is asked for", () => {
  expect(readRunOptions(["--short", "--help"])).toBeUndefined();
});
