import { anOrder, orderId } from "../lambda/support/orders";
import { DEPLOYED } from "./deployed";
import { GOOD_LUCK } from "./luck";
import { ModelShop } from "./model-shop";
import { accountOf, acknowledged, announcementsOf } from "./shop-account";
import "./story";

const spoilt = (changes: object) => JSON.stringify({ ...anOrder(99), ...changes });

/** Messages that can never become a drink, and what is wrong with each. */
const POISON = {
  "no JSON": ["one latte, please", /^is not JSON: found "o" at line 1, column 1$/],
  "no object": ['["latte"]', /^version: is missing from an order/],
  "an unknown drink": [spoilt({ drink: "motor oil" }), /^drink: not on the menu: motor oil/],
  "no name to call out": [spoilt({ pickupName: undefined }), "pickupName: is missing from an order"],
  "another version": [spoilt({ version: 2 }), "version: must be 1, not 2"],
  "an id that is none": [spoilt({ orderId: "42" }), "orderId: must be a UUID in lower case, not 42"],
  "null bytes in its name": [spoilt({ pickupName: "A\u0000da" }), /^pickupName: must be the name .* without control/],
  "a name of 200,000 letters": [spoilt({ pickupName: "A".repeat(200_000) }), /^pickupName: .* not 200000$/],
} as const satisfies Record<string, readonly [body: string, reason: string | RegExp]>;

const POSITIONS = [...Array(10).keys()];

/** One batch of nine orders and one poisonous message among them. */
const serveAround = async (poison: string, position: number) => {
  const shop = new ModelShop({ luck: GOOD_LUCK });
  for (const place of POSITIONS) {
    if (place === position) shop.orders.send(poison);
    else shop.place(anOrder(place));
  }
  await shop.run();
  return shop;
};

const neighboursOf = (position: number) => POSITIONS.filter((place) => place !== position).map(orderId);

describe("(model) one poisonous message in a batch of ten goes to the dead-letter queue with the reason, its neighbours are made once", () => {
  test.each(Object.entries(POISON))("at each of ten positions: %s", async (_, [body, reason]) => {
    for (const position of POSITIONS) {
      const shop = await serveAround(body, position);
      expect(shop.deadLetters.all().map(({ body, attributes }) => [body, attributes])).toEqual([
        [body, { reason: expect.stringMatching(reason), originalMessageId: `orders-${position + 1}` }],
      ]);
      expect(accountOf(shop, acknowledged(neighboursOf(position)))).toMatchObject({ ready: 9, lost: 0, phantom: 0 });
      expect([...announcementsOf(shop)]).toEqual(neighboursOf(position).map((orderId) => [`order#${orderId}`, 1]));
      expect(shop.orders.all()).toEqual([]);
    }
  });
});

describe("(model) a whole batch of poison", () => {
  const FIRST = "goes to the dead-letter queue at its first attempt, with the reason: ten times %s";
  test.each(Object.entries(POISON))(FIRST, async (_, [body, reason]) => {
    const shop = new ModelShop({ luck: GOOD_LUCK });
    for (const _ of POSITIONS) shop.orders.send(body);
    await shop.run(shop.clock.now() + DEPLOYED.functionMs);
    const reasons = shop.deadLetters.all().map(({ attributes }) => attributes["reason"]);
    expect(reasons).toEqual(POSITIONS.map(() => expect.stringMatching(reason)));
    expect(shop.orders.all()).toEqual([]);
  });
});
