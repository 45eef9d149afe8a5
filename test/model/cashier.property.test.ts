import fc from "fast-check";
import { DRINKS } from "../../lambda/messages/order";
import { SEED } from "../lambda/support/seed";
import { Customer } from "./customer";
import { anyLuck, type Decision, GOOD_LUCK, luckBut, luckFrom } from "./luck";
import { ModelShop } from "./model-shop";
import { accountOf, announcementsOf } from "./shop-account";
import "./story";

/** What one customer wants: a few drinks, of which two may be the same. */
const inputs = fc.array(fc.record({ drink: fc.constantFrom(...DRINKS.slice(0, 3)), pickupName: fc.constant("Ada") }), {
  minLength: 1,
  maxLength: 10,
});

const newKey = (): string => {
  throw new Error("every customer here has a key");
};
const LATTE = { drink: "latte", pickupName: "Ada" };

/** Good luck, but for the first decision of a kind. */
const luckButFirst = (kind: Decision, first: unknown) =>
  luckBut((what, nth) => (what === kind && nth === 0 ? first : undefined));

test(`(model) customers ask until they are told "accepted", always with the same key (seed ${SEED}) whatever gets lost on the way: the same order ids each time, none accepted that is not stored, each drink made, each shown once, nothing else`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(inputs, { minLength: 1, maxLength: 4 }), anyLuck(300), async (orders, luck) => {
      const shop = new ModelShop({ luck: luckFrom(luck) });
      const customers = orders.map((wanted, place) => new Customer(shop, wanted, `key-${place}`));
      const asking = Promise.all(customers.map((customer) => customer.order(newKey)));
      await shop.runAndRedrive();
      await asking;

      for (const { answers, deceived } of customers) {
        expect(deceived).toEqual([]);
        const ids = answers.map(({ orders }) => orders.map(({ orderId }) => orderId).join());
        expect(new Set(ids).size).toBe(1);
        expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(5_000);
      }
      const wanted = orders.flat().length;
      const events = customers.flatMap((customer) => customer.events());
      expect(accountOf(shop, events)).toMatchObject({
        attempted: wanted,
        acknowledged: wanted,
        ready: wanted,
        verdict: "nothing lost, nothing doubled",
      });
    }),
  );
});

describe("(model) a customer without a key of their own", () => {
  test("who asks again with the one that came with the answer gets the same order, made once", async () => {
    const shop = new ModelShop({ luck: luckButFirst("outcome", "works unheard") });
    const customer = new Customer(shop, [LATTE]);
    void customer.order(() => "fresh-key");
    await shop.run();
    expect(customer.answers.map(({ status }) => status)).toEqual([503, 202]);
    expect(new Set(customer.events().map(({ orderId }) => orderId)).size).toBe(1);
    expect([...announcementsOf(shop).values()]).toEqual([1]);
  });

  test("who never saw an answer gets another order: that is what keys are for", async () => {
    const shop = new ModelShop({ luck: luckButFirst("delivery", false) });
    const customer = new Customer(shop, [LATTE]);
    const keys = ["fresh-key-1", "fresh-key-2"];
    void customer.order(() => keys.shift() ?? newKey());
    await shop.run();
    expect([customer.asked, announcementsOf(shop).size]).toEqual([2, 2]);
  });
});

test("(model) two equal drinks in one request are two orders", async () => {
  const shop = new ModelShop({ luck: GOOD_LUCK });
  void new Customer(shop, [LATTE, LATTE], "key").order(newKey);
  await shop.run();
  expect(announcementsOf(shop).size).toBe(2);
});

test("(model) the cashier answers while the queue says nothing: in 5 seconds, and never with a 202", async () => {
  const shop = new ModelShop({ luck: luckButFirst("latency", 6_000) });
  const customer = new Customer(shop, [LATTE], "key");
  void customer.order(newKey);
  await shop.run();
  expect(customer.answers.map(({ status }) => status)).toEqual([503, 202]);
  expect(customer.answers[0]?.tookMs).toBeLessThan(5_000);
  expect([...announcementsOf(shop).values()]).toEqual([1]);
});
