import fc from "fast-check";
import { anOrder, orderId } from "../lambda/support/orders";
import { SEED } from "../lambda/support/seed";
import { anyLuck, luckFrom } from "./luck";
import { ModelShop } from "./model-shop";
import { announcementsOf, faultsOf, noticesOf } from "./shop-account";
import { phoneOf, poisonOf } from "./story";

/** A shop's bad day: how many copies of each order arrive, how much poison, and everything that is left to luck. */
const days = fc.record({
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
  poison: fc.nat(3),
  visibilityMs: fc.constantFrom(1_000, 12_000, 60_000),
  batchSize: fc.constantFrom(10, 30),
  luck: anyLuck(400),
});
type Day = typeof days extends fc.Arbitrary<infer Value> ? Value : never;

/** Every other customer left a phone number. */
const wantsNotice = (number: number): boolean => number % 2 === 0;

const live = async ({ copies, poison, visibilityMs, batchSize, luck }: Day): Promise<ModelShop> => {
  const shop = new ModelShop({ luck: luckFrom(luck), visibilityMs, batchSize, pollers: 3 });
  for (let copy = 0; copy < 3; copy += 1) {
    for (const [number, count] of copies.entries()) {
      const notify = { sms: phoneOf(number) };
      if (copy < count) shop.place(anOrder(number, wantsNotice(number) ? { notify } : {}));
    }
  }
  for (let number = 0; number < poison; number += 1) shop.orders.send(poisonOf(number));
  await shop.runAndRedrive();
  return shop;
};

describe(`(model) whatever fails on the way, whoever crashes, and in whatever copies orders come (seed ${SEED})`, () => {
  test("no order is lost, made up or shown twice; poison is dead-lettered; customers are told; repeats have a fault for their cause", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const shop = await live(day);
        expect(faultsOf(shop, { orders: day.copies.length, poison: day.poison, wantsNotice })).toEqual([]);
      }),
    );
  });

  test("on a day without failures everything happens exactly once, copies or not", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const shop = await live({ ...day, luck: [] });
        const once = (ids: readonly string[]) => new Map(ids.map((id) => [id, 1]));
        const numbers = [...day.copies.keys()];
        expect(announcementsOf(shop)).toEqual(once(numbers.map((number) => `order#${orderId(number)}`)));
        expect(noticesOf(shop)).toEqual(once(numbers.filter(wantsNotice).map((one) => `notice#${orderId(one)}`)));
        expect(shop.deadLetters.all()).toHaveLength(day.poison);
        expect(shop.causes.size).toBe(0);
      }),
    );
  });
});
