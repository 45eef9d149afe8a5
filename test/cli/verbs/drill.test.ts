import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "../../../operations/accounting";
import type { Shop } from "../../../operations/shop";
import { eachTestHasAFolder } from "../../support/folder";
import { A_WHILE_MS, until } from "../../support/until";
import { CLEAN, type DrillShop, eachTestHasADrillShop, SHORT } from "../support/drill-shop";
import { type FakeMessage, queueOf } from "../support/fake-shop";
import { run } from "../support/memory-terminal";

const shop = eachTestHasADrillShop();
const folder = eachTestHasAFolder();

const nothingWasBegun = () => expect([shop.fake.asked.length, shop.switches()]).toEqual([0, 0]);

type Misbehaviour = (orders: readonly FakeMessage[]) => void;
const makeFewer: Misbehaviour = (orders) => shop.makeWaiting(orders.slice(1));
const makeTwice: Misbehaviour = (orders) => shop.makeWaiting([...orders, ...orders.slice(0, 1)]);
const invent: Misbehaviour = (orders) => {
  shop.makeWaiting(orders);
  shop.show("order-nobody-placed", { pickupName: JSON.parse(shop.fake.asked[0]?.body ?? "").pickupName });
  shop.show("order-of-somebody-else", { pickupName: "Ada" });
};

describe("drill", () => {
  test("sends the barista away and back, and accounts for every order", async () => {
    const { json, stderr } = await run(shop.fake, `${SHORT} --json`);
    expect(json).toEqual(CLEAN);
    expect(Object.keys(json as object)).toEqual(Object.keys(CLEAN));
    expect([shop.switches(), shop.fake.baristaWorks]).toEqual([2, true]);
    expect(stderr).toMatch(/open for business\n.*leaving\n.*is away\n.*coming back\n.*is back\n$/);
  });

  test("tells the story: account, latency, depth, verdict", async () => {
    const { stdout } = await run(shop.fake, SHORT);
    expect(stdout).toMatch(
      /attempted {5}30\nacknowledged {2}30\nready {9}30\ndead-lettered 0\nlost {10}0\nphantom {7}0\n/,
    );
    expect(stdout).toMatch(/cashier {7}p50 .*, p95 .* while the barista was away, p50 .*, p95 .* before\n/);
    expect(stdout).toMatch(/orders queue {2}[▁▂▃▄▅▆▇█]*█[▁▂▃▄▅▆▇█]* up to \d+ messages\nbarista away {2} *└─*┘\n/);
    expect(stdout).toMatch(/verdict {7}nothing lost, nothing doubled; \d+ orders came while the barista was away\n$/);
  });

  test("draws the queue only when asked to", async () => {
    const file = join(folder(), "queue.svg");
    await run(shop.fake, `${SHORT} --svg ${file}`);
    expect(readFileSync(file, "utf8")).toContain("While the barista was away: nothing lost, nothing doubled");
    expect(existsSync("drill.svg")).toBe(false);
  });

  test.each([
    ["lost", makeFewer, { ready: 29, lost: 1, verdict: "1 order lost" }],
    ["shown twice", makeTwice, { ready: 30, double: 1, verdict: "1 order doubled" }],
    ["invented", invent, { ready: 31, phantom: 1, verdict: "1 order made that nobody placed" }],
  ])("finds an order that was %s, and fails", async (_, misbehave, expected) => {
    let misbehaved = false;
    shop.onReturn = (orders) => {
      (misbehaved ? shop.makeWaiting : misbehave)(orders);
      misbehaved = true;
    };
    const { json } = await run(shop.fake, `${SHORT} --timeout 1 --json`, { exits: 1 });
    expect(json).toEqual({ ...CLEAN, ...expected });
  });

  test("fails when the cashier did not take every order, and says why", async () => {
    shop.fake.cashierFailures.push(400, 503);
    const { json, stderr } = await run(shop.fake, `${SHORT} --json`, { exits: 1 });
    expect(json).toEqual({ ...CLEAN, acknowledged: 29, ready: 29 });
    expect(stderr).toContain("1 order not taken: the cashier did not take it: notify.sms: is wrong\n");
  });

  test("brings the barista back when the operator breaks it off, and accounts for what there was", async () => {
    const operator = new AbortController();
    const brokenOff = until(
      "orders come while nobody makes them",
      A_WHILE_MS,
      () => shop.fake.asked.length > 10 && !shop.fake.baristaWorks,
    ).then(() => {
      operator.abort();
    });
    const stopped = { signal: operator.signal, exits: 130 };
    const { json } = await run(shop.fake, "drill --orders 150 --rate 30 --away 600 --json", stopped);
    await brokenOff;
    expect([shop.switches(), shop.fake.baristaWorks]).toEqual([2, true]);
    expect(json).toMatchObject({ lost: 0, phantom: 0, double: 0 });
    const { attempted, acknowledged } = json as Account;
    expect(attempted).toBeGreaterThan(10);
    expect(attempted).toBeLessThan(150);
    expect(attempted - acknowledged).toBeLessThan(10); // under way at that moment
  });

  test("does not touch a barista who is away already", async () => {
    shop.fake.baristaWorks = false;
    expect((await run(shop.fake, SHORT, { exits: 1 })).stderr).toBe(
      "a drill needs a barista at work, and the event source is Disabled (shop barista start, then again)\n",
    );
    nothingWasBegun();
  });

  test("says before it begins that the picture cannot be written", async () => {
    const drawing = async (file: string) => (await run(shop.fake, `${SHORT} --svg ${file}`, { exits: 1 })).stderr;
    expect(await drawing(join(folder(), "none", "queue.svg"))).toMatch(/^.*queue\.svg cannot be written.*\n$/);
    expect(await drawing(folder())).toContain("is a folder: name a file");
    nothingWasBegun();
  });
});

describe("drill on AWS (fake)", () => {
  test.each([
    [SHORT, undefined, "nothing was done: --yes would place 30 real orders and hand none to the barista for a while"],
    [SHORT, "yes", "type orders to place 30 real orders and hand none to the barista for a while: nothing was done"],
  ])("does nothing unless the operator agrees: %s, answer %s", async (words, answer, said) => {
    const setting = { ...shop.onAws, ...(answer !== undefined && { answer }), exits: 1 };
    expect((await run(shop.fake, words, setting)).stderr).toContain(said);
    expect((await run(shop.fake, `${words} --json`, setting)).json).toEqual({ attempted: 0, dryRun: true });
    nothingWasBegun();
  });

  test.each([
    [`${SHORT} --yes --json`, undefined],
    [`${SHORT} --json`, "orders"],
  ])("goes on with %s, answer %s", async (words, answer) => {
    const { json } = await run(shop.fake, words, { ...shop.onAws, ...(answer !== undefined && { answer }) });
    const verdict = "nothing lost (what the pickup board shows cannot be seen from here)";
    expect(json).toEqual({ ...CLEAN, phantom: null, double: null, verdict });
  });
});

const DEAD = "OrdersDeadLetterQueueUrl";

describe("orders that may be among dead letters that cannot be seen (fake)", () => {
  beforeEach(() => {
    shop.fake.listsMessages = false;
  });

  /** Taken for one in AWS with a FIFO orders queue, whose orders die and cannot be received. */
  const fifoOnAws = {
    exits: 1,
    open: async () => {
      const { endpoint: _, ...aws } = await shop.onAws.open();
      const output: Shop["output"] = (name) => `${aws.output(name)}${name === DEAD ? ".fifo" : ""}`;
      return { ...aws, output };
    },
  };

  const die: DrillShop["onReturn"] = (orders) => {
    queueOf(shop.fake, `${DEAD}.fifo`).push(...orders.map((order) => ({ ...order, hidden: true })));
  };

  test("are not called lost by a drill", async () => {
    shop.onReturn = die;
    const { json } = await run(shop.fake, `${SHORT} --yes --json --timeout 1`, fifoOnAws);
    const verdict = expect.stringMatching(/^\d+ orders not seen, perhaps among the dead letters behind others/);
    expect(json).toMatchObject({ acknowledged: 30, deadLettered: 0, lost: 0, verdict });
  });

  test("are not called lost by a rush", async () => {
    shop.fake.baristaWorks = false;
    const dying = setInterval(() => die(queueOf(shop.fake, "OrdersQueueUrl").splice(0)), 20);
    const { stdout } = await run(shop.fake, "rush 10 --timeout 1", fifoOnAws).finally(() => clearInterval(dying));
    expect(stdout).toMatch(/^lost {10}0\nnot seen {6}10\nshown twice/m);
  });
});
