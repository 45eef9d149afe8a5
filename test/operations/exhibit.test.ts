import {
  exhibitIsDeployed,
  switchTightBarista,
  tightBaristaState,
  tightOutcome,
  tightRush,
} from "../../operations/exhibit";
import { localShop } from "../../operations/local-shop";
import type { Shop } from "../../operations/shop";
import { type FakeShop, openFakeShop } from "../cli/support/fake-shop";

let fake: FakeShop;
let shop: Shop;
beforeEach(async () => {
  fake = await openFakeShop();
  shop = localShop(fake.file);
});
afterEach(() => fake.close());

const { signal } = new AbortController();

describe("the exhibit's barista", () => {
  test("is sent away and called back, and the shop's is not", async () => {
    expect(await tightBaristaState(shop)).toBe("Enabled");
    expect(await switchTightBarista(shop, false)).toBe("Disabled");
    expect([fake.tightBaristaWorks, fake.baristaWorks]).toEqual([false, true]);
    expect(await switchTightBarista(shop, true)).toBe("Enabled");
    expect(fake.tightBaristaWorks).toBe(true);
  });

  test("cannot be sent away where there is no exhibit", async () => {
    delete fake.file.outputs["TightlyCoupledExhibit"];
    expect(exhibitIsDeployed(shop)).toBe(false);
    const remedy = "the tightly coupled exhibit is not deployed (stop the shop and run npm start -- --fresh)";
    await expect(switchTightBarista(shop, false)).rejects.toThrow(remedy);
    await expect(tightRush(shop, { orders: 1, patienceMs: null, signal })).rejects.toThrow(remedy);
    expect(fake.actions).toEqual([]);
  });
});

describe("a rush at the exhibit", () => {
  test("is ready as soon as it is accepted, and leaves the shop alone", async () => {
    const { summary } = await tightRush(shop, { orders: 25, patienceMs: 1_000, signal });
    expect(summary).toMatchObject({ accepted: 25, refused: 0, ready: 25, lost: 0, double: null });
    expect([fake.tightlyAsked.length, fake.asked.length]).toEqual([3, 0]);
  });

  test("is refused while the barista is away, once the customers have lost patience", async () => {
    fake.tightBaristaWorks = false;
    const plan = { orders: 20, patienceMs: 1_000, customerPatienceMs: 500, signal };
    const { summary, refusals } = await tightRush(shop, plan);
    expect(summary).toMatchObject({ accepted: 0, refused: 20, ready: 0, lost: 0 });
    expect(refusals).toEqual(new Map([["the cashier waited in vain for the barista", 20]]));
    expect(fake.tightlyAsked.length).toBeGreaterThan(2);
  });
});

test("of orders at the exhibit, those are ready that were accepted, and none is on its way", async () => {
  const outcome = tightOutcome(
    (orderId) => orderId === "accepted",
    () => 77,
  );
  const both = new Set(["accepted", "turned away"]);
  expect(await outcome.ready(both)).toEqual(
    new Map([["accepted", { readyAt: 77, timesShown: null, announcements: null }]]),
  );
  expect([await outcome.deadLettered(both), await outcome.onTheWay(both)]).toEqual([new Set(), 0]);
});
