import { anOrder, orderId } from "../lambda/support/orders";
import { DEPLOYED } from "./deployed";
import { GOOD_LUCK, luckBut } from "./luck";
import { ModelShop } from "./model-shop";
import { accountOf, acknowledged, announcementsOf } from "./shop-account";
import "./story";

const NUMBERS = [...Array(25).keys()];
const ORDERS = NUMBERS.map(orderId);
const ONCE = new Map(ORDERS.map((orderId) => [`order#${orderId}`, 1]));

const openWith25 = (luck = GOOD_LUCK): ModelShop => {
  const shop = new ModelShop({ luck });
  for (const number of NUMBERS) shop.place(anOrder(number));
  return shop;
};

describe("(model) receives that throttling burned, without the barista ever seeing the order,", () => {
  test("put orders into the dead-letter queue; sent back from there, under new message ids, each is served once", async () => {
    const shop = openWith25();
    shop.barista.throttled = true;
    await shop.run();
    expect(shop.deadLetters.all()).toHaveLength(25);
    expect(shop.orderReady.publications).toEqual([]);
    const before = new Set(shop.deadLetters.all().map(({ messageId }) => messageId));
    shop.barista.throttled = false;
    expect(shop.deadLetters.moveTo(shop.orders)).toBe(25);
    expect(shop.orders.all().filter(({ messageId }) => before.has(messageId))).toEqual([]);
    await shop.run();
    expect(announcementsOf(shop)).toEqual(ONCE);
    expect(accountOf(shop, acknowledged(ORDERS)).verdict).toBe("nothing lost, nothing doubled");
  });

  test("leave the last attempt to the barista: an order that was handed out four times in vain is served at the fifth", async () => {
    const shop = openWith25();
    shop.barista.throttled = true;
    await shop.run(shop.clock.now() + (DEPLOYED.attempts - 1) * DEPLOYED.visibilityMs - 1);
    expect(shop.orders.all().every(({ receives }) => receives === DEPLOYED.attempts - 1)).toBe(true);
    shop.barista.throttled = false;
    await shop.run();
    expect(announcementsOf(shop)).toEqual(ONCE);
    expect(shop.deadLetters.all()).toEqual([]);
  });

  test("bring an order that was served long ago to the dead-letter queue, when its deletion got lost; sent back, it has no second effect", async () => {
    const shop = openWith25(luckBut((what) => (what === "deletion" ? false : undefined)));
    await shop.run(shop.clock.now());
    expect(announcementsOf(shop)).toEqual(ONCE);
    shop.barista.throttled = true;
    await shop.run(shop.clock.now() + 3_600_000);
    expect(shop.deadLetters.all()).toHaveLength(25);
    shop.barista.throttled = false;
    shop.deadLetters.moveTo(shop.orders);
    await shop.run(shop.clock.now() + 3_600_000);
    expect(announcementsOf(shop)).toEqual(ONCE);
  });
});

describe("(model) the barista goes away and comes back", () => {
  test("orders wait for it, up to the four days that the queue keeps them", async () => {
    const shop = openWith25();
    shop.barista.enable(false);
    await shop.run(shop.clock.now() + DEPLOYED.orderRetentionMs - 1);
    expect(shop.orders.all()).toHaveLength(25);
    expect(shop.orders.all().every(({ receives }) => receives === 0)).toBe(true);
    shop.barista.enable(true);
    await shop.run();
    expect(announcementsOf(shop)).toEqual(ONCE);
  });

  test("and nobody who comes later still gets a drink: what the queue forgets is lost, and accounted for", async () => {
    const shop = openWith25();
    shop.barista.enable(false);
    await shop.run(shop.clock.now() + DEPLOYED.orderRetentionMs);
    shop.barista.enable(true);
    await shop.run();
    expect(accountOf(shop, acknowledged(ORDERS)).verdict).toBe("25 orders lost");
  });

  test("dead letters are kept for fourteen days from the day of the order, not of its death", async () => {
    const shop = openWith25();
    const placedAt = shop.clock.now();
    shop.barista.throttled = true;
    await shop.run(placedAt + DEPLOYED.deadLetterRetentionMs - 1);
    expect(shop.deadLetters.all()).toHaveLength(25);
    await shop.run(placedAt + DEPLOYED.deadLetterRetentionMs);
    expect(shop.deadLetters.all()).toEqual([]);
  });
});
