import type { DrillSide } from "../../../operations/drill/impact";
import { CLEAN, eachTestHasADrillShop, SHORT } from "../support/drill-shop";
import { run } from "../support/memory-terminal";

const shop = eachTestHasADrillShop();

/** How often the exhibit's barista was sent away or called back. */
const tightSwitches = () => shop.fake.actions.filter((action) => /^(PUT|DELETE) .*concurrency$/.test(action)).length;

/** Customers who are turned away ask again five times a second, for as long as this says. */
const TIGHT = `${SHORT} --tight --patience`;

const SPOTLESS = { ...CLEAN, dropped: 0, blocked: 0 };

describe("drill --tight", () => {
  test("sets what the exhibit drops and blocks against none, and succeeds because the shop does", async () => {
    const { json, stderr } = await run(shop.fake, `${TIGHT} 0 --json`);
    const { loose, tight } = json as { loose: DrillSide; tight: DrillSide };
    expect(loose).toEqual(SPOTLESS);
    expect(tight.dropped).toBeGreaterThanOrEqual(10);
    const served = { acknowledged: 30 - tight.dropped, ready: 30 - tight.dropped, phantom: null, double: null };
    const verdict = `${tight.dropped} orders dropped`;
    expect(tight).toEqual({ ...SPOTLESS, ...served, dropped: tight.dropped, verdict });
    expect(Object.keys(tight)).toEqual(Object.keys(loose));
    expect(stderr).toContain(`tightly coupled: ${tight.dropped} orders not taken: the cashier waited in vain`);
    expect([shop.switches(), tightSwitches()]).toEqual([2, 2]);
    expect([shop.fake.baristaWorks, shop.fake.tightBaristaWorks]).toEqual([true, true]);
  });

  test("counts as blocked who is served after all, having been turned away", async () => {
    const { tight } = (await run(shop.fake, `${TIGHT} 60 --json`)).json as { tight: DrillSide };
    expect(tight.blocked).toBeGreaterThanOrEqual(10);
    expect(tight).toMatchObject({ acknowledged: 30, dropped: 0, verdict: `${tight.blocked} orders blocked` });
  });

  test("shows both in one table", async () => {
    const { stdout } = await run(shop.fake, `${TIGHT} 0`, { columns: 100 });
    const lines = stdout.split("\n");
    const row = (start: string) => lines.find((line) => line.startsWith(start))?.split(/ {2,}/);
    expect(lines[1]).toMatch(/^ +loosely coupled +tightly coupled$/);
    expect(row("attempted")).toEqual(["attempted", "30", "30"]);
    expect(row("dropped")).toEqual(["dropped", "0", expect.stringMatching(/^[1-9]\d$/)]);
    expect(row("double")).toEqual(["double", "0", "–"]);
    expect(row("barista away")?.slice(1)).toEqual([
      expect.stringMatching(/^p50 .*, p95 /),
      expect.stringMatching(/^p50 /),
    ]);
    expect(stdout).toMatch(/orders queue {2}[▁▂▃▄▅▆▇█]+ up to \d+ messages\n/);
    expect(stdout).toMatch(/the counter {3}[▁▂▃▄▅▆▇█]+ up to \d+ customers?\n/);
    expect(stdout).toMatch(
      /loosely coupled {2}nothing lost, nothing doubled\ntightly coupled {2}\d+ orders dropped\n$/,
    );
  });

  test("is not begun at the exhibit when it is broken off before", async () => {
    const words = "drill --orders 6 --rate 6 --away 600 --tight --json";
    const { json } = await run(shop.fake, words, { signal: AbortSignal.timeout(500), exits: 130 });
    expect(json).toMatchObject({ loose: { lost: 0 }, tight: null });
    expect([shop.fake.baristaWorks, tightSwitches()]).toEqual([true, 0]);
  });

  test("brings the exhibit's barista back when it is broken off there", async () => {
    const stopping = new AbortController();
    let broken = 0;
    const watching = setInterval(() => {
      if (shop.fake.tightBaristaWorks || broken > 0) return;
      broken = Date.now();
      stopping.abort();
    }, 10);
    const words = "drill --orders 6 --rate 6 --away 4 --tight --json";
    const running = run(shop.fake, words, { signal: stopping.signal, exits: 130 });
    const { json } = await running.finally(() => clearInterval(watching));
    expect(Date.now() - broken).toBeLessThan(3_000);
    expect(json).toMatchObject({ loose: { ...SPOTLESS, attempted: 6, acknowledged: 6, ready: 6 } });
    expect([shop.fake.tightBaristaWorks, tightSwitches()]).toEqual([true, 2]);
  });

  test("does nothing where there is no exhibit, and says how to get one", async () => {
    delete shop.fake.file.outputs["TightlyCoupledExhibit"];
    const { stderr } = await run(shop.fake, `${SHORT} --tight`, { exits: 1 });
    expect(stderr).toBe("the tightly coupled exhibit is not deployed (stop the shop and run npm start -- --fresh)\n");
    expect([shop.fake.asked.length, shop.switches()]).toEqual([0, 0]);
  });

  test("does nothing while the exhibit's barista is away", async () => {
    shop.fake.tightBaristaWorks = false;
    expect((await run(shop.fake, `${SHORT} --tight`, { exits: 1 })).stderr).toBe(
      "a drill needs a barista at work, and the exhibit's barista is Disabled (shop barista start --tight, then again)\n",
    );
    expect([shop.fake.asked.length, shop.switches()]).toEqual([0, 0]);
  });

  test("asks on AWS for both cashiers", async () => {
    const { stderr } = await run(shop.fake, `${SHORT} --tight`, { ...shop.onAws, exits: 1 });
    expect(stderr).toContain("--yes would place 30 real orders at each of two cashiers and hand none to the barista");
  });
});
