import fc from "fast-check";
import { anOrder, orderId } from "../lambda/support/orders";
import { SEED } from "../lambda/support/seed";
import { anyLuck, luckFrom } from "./luck";
import { ModelShop } from "./model-shop";
import { phoneOf } from "./phones";
import { keepQuiet } from "./quiet";
import { accountOf, acknowledged, announcementsOf, noticesOf, repeatsOf } from "./shop-account";

/** A shop's bad day: how many copies of each order arrive, how much poison, and everything that is left to luck. */
interface Day {
  readonly copies: readonly number[];
  readonly poison: number;
  readonly visibilityMs: number;
  readonly luck: readonly number[];
}

const days: fc.Arbitrary<Day> = fc.record({
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12, size: "max" }),
  poison: fc.nat(3),
  visibilityMs: fc.constantFrom(1_000, 12_000, 60_000),
  luck: anyLuck(400),
});

/** Every other customer left a phone number. */
const wantsNotice = (number: number): boolean => number % 2 === 0;

const live = async ({ copies, poison, visibilityMs, luck }: Day): Promise<ModelShop> => {
  const shop = new ModelShop({ luck: luckFrom(luck), visibilityMs, pollers: 3 });
  for (let copy = 0; copy < 3; copy += 1) {
    for (const [number, count] of copies.entries()) {
      const notify = { sms: phoneOf(number) };
      if (copy < count) shop.place(anOrder(number, wantsNotice(number) ? { notify } : {}));
    }
  }
  for (let number = 0; number < poison; number += 1) shop.orders.send(`poison ${number}`);
  await shop.runAndRedrive();
  return shop;
};

describe(`(model) whatever fails on the way, whoever crashes, and in whatever copies orders come (seed ${SEED})`, () => {
  beforeEach(keepQuiet);

  test("no order is lost, made up or shown twice; an order is announced again only where a fault is the cause", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const shop = await live(day);
        const orders = [...day.copies.keys()].map(orderId);
        expect(accountOf(shop, acknowledged(orders))).toMatchObject({
          ready: orders.length,
          deadLettered: 0,
          lost: 0,
          phantom: 0,
          double: 0,
          verdict: "nothing lost, nothing doubled",
        });
        const excess = repeatsOf(shop, announcementsOf(shop)).filter(({ repeats, causes }) => repeats > causes);
        expect(excess).toEqual([]);
      }),
    );
  });

  test("each poisonous message reaches the dead-letter queue, with its reason unless its attempts ran out; no order stays there", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const letters = (await live(day)).deadLetters.all();
        const poison = Array.from({ length: day.poison }, (_, number) => `poison ${number}`);
        expect(new Set(letters.map(({ body }) => body))).toEqual(new Set(poison));
        for (const { messageId, attributes } of letters) {
          if (messageId.startsWith("orders-dead-letter")) expect(attributes["reason"]).toBe("is not JSON");
        }
      }),
    );
  });

  test("each customer who asked for it is told, or the notice is in the dead-letter queue; again only where a fault is the cause", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const shop = await live(day);
        const notices = noticesOf(shop);
        const aside = shop.noticesDeadLetters.all().map(({ body }) => body);
        for (const number of day.copies.keys()) {
          const told = notices.has(`notice#${orderId(number)}`);
          if (wantsNotice(number)) expect(told || aside.some((body) => body.includes(orderId(number)))).toBe(true);
          else expect(told).toBe(false);
        }
        expect(shop.undelivered.all()).toEqual([]);
        expect(repeatsOf(shop, notices).filter(({ repeats, causes }) => repeats > causes)).toEqual([]);
      }),
    );
  });

  test("on a day without trouble everything happens exactly once, copies or not", async () => {
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
