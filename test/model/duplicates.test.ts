import { RECORD_DAYS } from "../../lambda/messaging/idempotency";
import { anOrder, orderId } from "../lambda/support/orders";
import { GOOD_LUCK, type Luck, seededLuck } from "./luck";
import { ModelShop } from "./model-shop";
import { announcementsOf, noticesOf } from "./shop-account";
import { phoneOf } from "./story";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const order = anOrder(1, { notify: { sms: phoneOf(1) } });
const LATER = { "0 s": 0, "1 h": HOUR_MS, "4 d": 4 * DAY_MS, "14 d": 14 * DAY_MS, "15 d": 15 * DAY_MS };

/** When the order was made: everything that does not have to wait happens at that moment. */
const MADE_AT = new ModelShop({ luck: GOOD_LUCK }).clock.now();

/** Announcements, notices, and copies on the pickup board: how often the order took effect. */
const effectsOf = (shop: ModelShop) => ({
  announced: [...announcementsOf(shop).values()],
  noticed: [...noticesOf(shop).values()],
  shown: shop.board.ready().map(({ orderId, deliveries }) => [orderId, deliveries]),
});
const ONCE = { announced: [1], noticed: [1], shown: [[orderId(1), 1]] };

/** A shop some time after it has served the order. */
const served = async (laterMs: number): Promise<ModelShop> => {
  const shop = new ModelShop({ luck: GOOD_LUCK });
  shop.place(order);
  await shop.run(shop.clock.now());
  expect(effectsOf(shop)).toEqual(ONCE);
  await shop.run(MADE_AT + laterMs);
  return shop;
};

const NO_SECOND = "(model) a copy that comes %s after the order was made has no second effect";

describe.each(Object.entries(LATER))(NO_SECOND, (_, laterMs) => {
  test("as another message, which the cashier's client stored when a reply was lost", async () => {
    const shop = await served(laterMs);
    shop.place(order);
    await shop.run();
    expect(effectsOf(shop)).toEqual(ONCE);
    expect(shop.orders.all()).toEqual([]);
  });

  test("as the same message, which the queue hands out again although it was deleted", async () => {
    const shop = new ModelShop({ luck: GOOD_LUCK });
    shop.place(order);
    const [message] = shop.orders.all();
    if (message) shop.orders.turnUpAgain({ ...message, sentAt: MADE_AT + laterMs }, laterMs);
    await shop.run();
    expect(effectsOf(shop)).toEqual(ONCE);
    expect(shop.orders.all()).toEqual([]);
  });

  test("as another delivery of the notice, by SNS or by Lambda", async () => {
    const shop = await served(laterMs);
    const body = JSON.stringify({ ...JSON.parse(shop.orderReady.publications[0] ?? ""), notify: order.notify });
    shop.notifier.deliver({ messageId: "order-ready-1", body, attributes: {} });
    await shop.run();
    expect(effectsOf(shop)).toEqual(ONCE);
    expect(shop.noticesDeadLetters.all()).toEqual([]);
  });

  test("as another copy on the pickup board: it is shown once", async () => {
    const shop = await served(laterMs);
    shop.boardQueue.send(shop.orderReady.publications[0] ?? "");
    await shop.run();
    expect(shop.board.ready().map(({ orderId }) => orderId)).toEqual([orderId(1)]);
  });
});

test("(model) it is the idempotency store that remembers: a copy that comes when its days are over would be made again", async () => {
  const shop = await served(RECORD_DAYS * DAY_MS + 1_001);
  shop.place(order);
  await shop.run();
  expect(effectsOf(shop)).toMatchObject({ announced: [2], noticed: [2] });
});

/** Requests take up to 0.4 s, each its own; every batch holds one message. Nothing goes wrong. */
const anyPace = (seed: number): Luck => {
  const luck = seededLuck(seed, 0.7);
  return {
    choose: (what, good, ...bad) => {
      if (what === "batch") return bad[0] ?? good;
      if (what === "latency") return luck.choose(what, good, ...bad.slice(0, 3));
      return what === "pick" || what === "skew" ? luck.choose(what, good, ...bad) : good;
    },
  };
};

test("(model) 50 deliveries of one order at the same moment, 200 times: 200 effects", async () => {
  const effects = { announced: 0, noticed: 0, shown: 0 };
  let atOnce = 0;
  for (let round = 0; round < 200; round += 1) {
    const shop = new ModelShop({ luck: anyPace(round), pollers: 50 });
    for (let copy = 0; copy < 50; copy += 1) shop.place(order);
    await shop.run(shop.clock.now());
    atOnce = Math.max(atOnce, shop.orders.all().filter(({ receives }) => receives === 1).length);
    await shop.run();
    expect(shop.orders.all()).toEqual([]);
    expect(shop.deadLetters.all()).toEqual([]);
    const { announced, noticed, shown } = effectsOf(shop);
    effects.announced += announced.reduce((sum, times) => sum + times, 0);
    effects.noticed += noticed.reduce((sum, times) => sum + times, 0);
    effects.shown += shown.length;
  }
  expect(effects).toEqual({ announced: 200, noticed: 200, shown: 200 });
  expect(atOnce).toBe(50);
});
