import { baristaState } from "../../operations/barista";
import { drill } from "../../operations/drill/drill";
import { shopMode } from "../../operations/drill/drill-mode";
import type { Phase } from "../../operations/drill/outage";
import { lattes, order, sharedShop } from "./shared-shop";

const shop = sharedShop();

const plan = { orders: 60, ratePerSecond: 5, awayMs: 4_000, patienceMs: 60_000 };

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
  expect(depth.at(-1)).toMatchObject({ orders: 0 });
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
