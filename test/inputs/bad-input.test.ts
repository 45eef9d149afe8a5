import { WRONG_USAGE } from "../cli/support/wrong-usage";
import { eachTestLogs } from "../lambda/support/logs";
import { suites } from "../lambda/webhook-receiver/hostile/suites";
import { cashier } from "./boundaries/cashier";
import { credentials } from "./boundaries/credentials";
import { deviceRegistration } from "./boundaries/device-registration";
import { shopFile, stageSettings, startOptions, subscribersFile } from "./boundaries/files";
import { membership } from "./boundaries/membership";
import { editor, newsletterReader } from "./boundaries/newsletters";
import { orderBoard } from "./boundaries/order-board";
import { barista, notifier, pickupBoard } from "./boundaries/order-queue";
import type { Boundary } from "./boundary";

const { lines } = eachTestLogs();
const BOUNDARIES: readonly Boundary[] = [
  ...[cashier, barista, pickupBoard, notifier, editor, newsletterReader, membership],
  ...[deviceRegistration, credentials, stageSettings, subscribersFile, shopFile, startOptions, orderBoard],
];

/** Boundaries whose cases have tests of their own, in the file that is named. */
const ELSEWHERE = [
  ["the webhook receiver (lambda/webhook-receiver/hostile-requests)", Object.values(suites).flat().length],
  ["the command line (cli/run-shop)", WRONG_USAGE.length],
] as const;

/** Contacts and secrets that stand in the inputs: no log may have them, and no refusal either. */
const PERSONAL = /15550142|15550199|0123abcd-0000|token-of-ada|lovelace|s3cret|VeryPrivate|15550100001/;
const STACK_TRACE = /\n\s+at .+:\d+/;

/** Nobody reads more than this; most refusals are one short line. */
const LONGEST_REFUSAL = 3_000;

describe.each(BOUNDARIES.map((boundary) => ({ count: boundary.cases.length, ...boundary })))(
  "$name: $count bad inputs",
  (boundary) => {
    beforeAll(async () => boundary.open?.());
    afterAll(async () => boundary.close?.());

    test.each(boundary.cases)("$name", async ({ meet }) => {
      const said = await meet();
      expect(said).not.toBe("");
      expect(said.length).toBeLessThan(LONGEST_REFUSAL);
      expect(said).not.toMatch(STACK_TRACE);
      if (!boundary.isOwnKeyboard) expect(said).not.toMatch(PERSONAL);
      expect(lines().join("\n")).not.toMatch(PERSONAL);
    });

    test("no two of them are the same", () => {
      const names = boundary.cases.map(({ name }) => name);
      expect(names.filter((name, place) => names.indexOf(name) < place)).toEqual([]);
    });

    test("what is good is let in", async () => {
      await expect((async () => boundary.good())()).rejects.toThrow();
    });
  },
);

describe("the bad inputs in all", () => {
  const counts = [...BOUNDARIES.map(({ name, cases }) => [name, cases.length] as const), ...ELSEWHERE];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);

  test.each(counts)("%s: %i", (_, count) => {
    expect(count).toBeGreaterThanOrEqual(20);
  });

  test(`are ${total}, at ${counts.length} boundaries`, () => {
    expect(total).toBeGreaterThanOrEqual(400);
  });
});
