import { anOrder, orderId } from "../lambda/support/orders";
import { luckBut } from "./luck";
import { ModelShop } from "./model-shop";
import { announcementsOf, faultsOf } from "./shop-account";
import "./story";

const STORY = { orders: 1, poison: 0, wantsNotice: () => false };
const LATENCIES_MS = [0, 400, 2_700, 6_000];

/** What the first barista waits for, request by request, there and back. */
const slowly = (...latenciesMs: readonly number[]) =>
  luckBut((what, nth) => {
    if (what === "latency") return latenciesMs[nth];
    if (what === "skew") return nth === 0 ? -500 : 500;
    return undefined;
  });

/** Every moment at which a second barista may get the message, while the first is at work or has just stopped. */
const MOMENTS_MS = Array.from({ length: 48 }, (_, place) => 250 * (place + 1));

test("(model) an order that comes into sight while its barista is still at work is not made by another, though their clocks differ by a second", async () => {
  let undisturbed = 0;
  for (const acquire of LATENCIES_MS) {
    for (const publish of LATENCIES_MS) {
      for (const visibilityMs of MOMENTS_MS) {
        const shop = new ModelShop({ luck: slowly(acquire, 400, publish, ...Array(9).fill(400)), visibilityMs });
        shop.place(anOrder(0));
        await shop.runAndRedrive();
        expect([acquire, publish, visibilityMs, faultsOf(shop, STORY)]).toEqual([acquire, publish, visibilityMs, []]);
        if (shop.causes.size === 0 && (announcementsOf(shop).get(`order#${orderId(0)}`) ?? 0) === 1) undisturbed += 1;
      }
    }
  }
  expect(undisturbed).toBeGreaterThan(MOMENTS_MS.length);
});
