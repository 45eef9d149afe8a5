import { tightOutcome, tightRush } from "../../operations/exhibit";
import { localShop } from "../../operations/local-shop";
import type { Shop } from "../../operations/shop";
import { eachTestHasAFakeShop } from "../cli/support/fake-shop";

const fake = eachTestHasAFakeShop();
let shop: Shop;
beforeEach(() => {
  shop = localShop(fake.file);
});

const { signal } = new AbortController();

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
