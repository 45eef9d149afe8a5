import { WRONG_USAGE } from "../cli/support/wrong-usage";
import { eachTestLogs } from "../lambda/support/logs";
import { suites } from "../lambda/webhook-receiver/hostile/suites";
import type { Door } from "./door";
import { barista } from "./doors/barista";
import { cashier } from "./doors/cashier";
import { credentials } from "./doors/credentials";
import { deviceDesk } from "./doors/device-desk";
import { filters } from "./doors/filters";
import { membership } from "./doors/membership";
import { editor, newsletterReader } from "./doors/newsletters";
import { notifier, pickupBoard } from "./doors/notifier";
import { orderBoard } from "./doors/order-board";
import { stageSettings } from "./doors/settings";
import { shopFile, startOptions } from "./doors/start";
import { subscribersFile } from "./doors/subscribers-file";
import { variables } from "./doors/variables";

const { lines } = eachTestLogs();

const DOORS: readonly Door[] = [
  cashier,
  barista,
  pickupBoard,
  notifier,
  editor,
  newsletterReader,
  membership,
  filters,
  deviceDesk,
  credentials,
  stageSettings,
  subscribersFile,
  variables,
  shopFile,
  startOptions,
  orderBoard,
];

/** Doors whose cases have tests of their own, in the file that is named. */
const ELSEWHERE = [
  ["the webhook receiver (lambda/webhook-receiver/hostile-requests)", Object.values(suites).flat().length],
  ["the command line (cli/run-shop)", WRONG_USAGE.length],
] as const;

/** Contacts and secrets that stand in the inputs: no log may have them, and no refusal either. */
const PERSONAL = /15550142|15550199|0123abcd-0000|token-of-ada|lovelace|s3cret|VeryPrivate|15550100001/;
const STACK_TRACE = /\n\s+at .+:\d+/;

/** Nobody reads more than this; most refusals are one short line. */
const LONGEST_REFUSAL = 3_000;

describe.each(DOORS.map((door) => ({ count: door.cases.length, ...door })))("$name: $count bad inputs", (door) => {
  beforeAll(async () => door.open?.());
  afterAll(async () => door.close?.());

  test.each(door.cases)("$name", async ({ meet }) => {
    const said = await meet();
    expect(said).not.toBe("");
    expect(said.length).toBeLessThan(LONGEST_REFUSAL);
    expect(said).not.toMatch(STACK_TRACE);
    if (!door.isOwnKeyboard) expect(said).not.toMatch(PERSONAL);
    expect(lines().join("\n")).not.toMatch(PERSONAL);
  });

  test("no two of them are the same", () => {
    const names = door.cases.map(({ name }) => name);
    expect(names.filter((name, place) => names.indexOf(name) < place)).toEqual([]);
  });

  test("what is good is let in", async () => {
    await expect((async () => door.good())()).rejects.toThrow();
  });
});

describe("the bad inputs in all", () => {
  const counts = [...DOORS.map(({ name, cases }) => [name, cases.length] as const), ...ELSEWHERE];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);

  test.each(counts)("%s: %i", (_, count) => {
    expect(count).toBeGreaterThanOrEqual(20);
  });

  test(`are ${total}, at ${counts.length} doors`, () => {
    expect(total).toBeGreaterThanOrEqual(400);
  });
});
