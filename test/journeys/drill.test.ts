import { baristaState } from "../../operations/barista";
import { drill } from "../../operations/drill/drill";
import { shopMode } from "../../operations/drill/drill-mode";
import { looseSide, tightSide } from "../../operations/drill/impact";
import type { Phase } from "../../operations/drill/outage";
import { exhibitMode, tightBaristaState, tightRush } from "../../operations/exhibit";
import { A_WHILE_MS } from "../support/until";
import { lattes, order, sharedShop, untilQuiet } from "./shared-shop";

const shop = sharedShop();

const plan = { orders: 60, ratePerSecond: 5, awayMs: 4_000, patienceMs: A_WHILE_MS };

it("in a drill nothing is lost or doubled, and the cashier does not notice that the barista is away (engine)", async () => {
  await order(shop, lattes(1, "First of the day")); // the cashier and the barista are at their places
  const phases: Phase[] = [];
  const { signal } = new AbortController();
  const { account, latency, depth, refusals } = await drill(shopMode(shop), {
    ...plan,
    signal,
    onPhase: (phase) => phases.push(phase),
  });
  expect(account).toEqual({
    attempted: 60,
    acknowledged: 60,
    ready: 60,
    deadLettered: 0,
    lost: 0,
    phantom: 0,
    double: 0,
    verdict: "nothing lost, nothing doubled",
  });
  expect(refusals).toEqual(new Map());
  expect(phases).toEqual(["before", "leaving", "away", "returning", "back"]);
  expect(latency.away.orders).toBeGreaterThanOrEqual(15);
  expect(latency.away.p50Ms).toBeLessThan(5_000);
  expect(Math.max(...depth.map(({ orders }) => orders))).toBeGreaterThanOrEqual(15);
  // An order is announced before it is deleted: those of the last batch may still be in flight.
  expect(depth.at(-1)?.orders).toBeLessThanOrEqual(10);
});

it("a drill that is broken off brings the barista back, and the orders are served after all (engine)", async () => {
  const stopping = new AbortController();
  const { account } = await drill(shopMode(shop), {
    ...plan,
    awayMs: 600_000,
    signal: stopping.signal,
    onPhase: (phase) => {
      if (phase === "away") setTimeout(() => stopping.abort(), 500);
    },
  });
  expect(await baristaState(shop)).toBe("Enabled");
  expect(account).toMatchObject({ lost: 0, phantom: 0, double: 0 });
  expect(account.attempted).toBeLessThan(60);
});

const { signal } = new AbortController();

/** Nine seconds of orders, the barista away for four of them; who is turned away comes back once, two seconds later. */
const briefPlan = {
  orders: 45,
  ratePerSecond: 5,
  awayMs: 4_000,
  patienceMs: A_WHILE_MS,
  customerPatienceMs: 3_900,
  signal,
};

const SERVED = { attempted: 45, acknowledged: 45, ready: 45, deadLettered: 0, lost: 0 };

it("the same outage costs the queue's customers nothing, and the exhibit's their drinks and their time (engine)", async () => {
  await order(shop, lattes(1, "First of the day"));
  const { summary } = await tightRush(shop, { orders: 1, patienceMs: A_WHILE_MS, signal });
  expect(summary).toMatchObject({ accepted: 1, ready: 1 });

  const loose = await drill(shopMode(shop), briefPlan);
  expect(looseSide(loose)).toEqual({
    ...SERVED,
    phantom: 0,
    double: 0,
    dropped: 0,
    blocked: 0,
    verdict: "nothing lost, nothing doubled",
  });
  await untilQuiet(shop);

  const tight = await drill(exhibitMode(shop), briefPlan);
  const { dropped, blocked } = tight.impact;
  // Of the twenty who came while the barista was away, the first half had come back before the barista did.
  expect(dropped).toBeGreaterThanOrEqual(3);
  expect(blocked).toBeGreaterThanOrEqual(3);
  expect(tightSide(tight)).toEqual({
    ...SERVED,
    acknowledged: 45 - dropped,
    ready: 45 - dropped,
    phantom: null,
    double: null,
    dropped,
    blocked,
    verdict: `${dropped} orders dropped, ${blocked} orders blocked`,
  });
  expect(tight.refusals).toEqual(new Map([["the cashier waited in vain for the barista", dropped]]));
  expect(await tightBaristaState(shop)).toBe("Enabled");
});
