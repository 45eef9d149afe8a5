import { anOrder, orderId } from "../lambda/support/orders";
import { type Luck, luckBut } from "./luck";
import { ModelShop } from "./model-shop";
import { phoneOf } from "./phones";
import { keepQuiet } from "./quiet";
import { BAD_FATES, type Fate } from "./sandbox";
import { accountOf, acknowledged, announcementsOf, noticesOf, repeatsOf } from "./shop-account";

beforeEach(keepQuiet);

const NUMBERS = [0, 1, 2];
const ORDERS = NUMBERS.map(orderId);

/** Three orders, one of them with a notice, and a poisonous message. */
const live = async (luck: Luck): Promise<ModelShop> => {
  const shop = new ModelShop({ luck });
  for (const number of NUMBERS) shop.place(anOrder(number, number === 0 ? { notify: { sms: phoneOf(0) } } : {}));
  shop.orders.send("poison");
  await shop.runAndRedrive();
  return shop;
};

/** The nth request of the story meets a fate of its own. */
const meeting = (fates: Readonly<Record<number, Fate>>): Luck =>
  luckBut((what, nth) => (what === "fate" ? fates[nth] : undefined));

/** How many requests there are when nothing goes wrong. */
const requestsOf = async (): Promise<number> => {
  let requests = 0;
  await live(
    luckBut((what) => {
      if (what === "fate") requests += 1;
      return undefined;
    }),
  );
  return requests;
};

/** What is wrong with the outcome; nothing, if the promise was kept. */
const faultsOf = (shop: ModelShop) => {
  const { verdict } = accountOf(shop, acknowledged(ORDERS));
  const told = noticesOf(shop).has(`notice#${orderId(0)}`) || shop.noticesDeadLetters.all().length > 0;
  const excess = [...repeatsOf(shop, announcementsOf(shop)), ...repeatsOf(shop, noticesOf(shop))].filter(
    ({ repeats, causes }) => repeats > causes,
  );
  const letters = new Set(shop.deadLetters.all().map(({ body }) => body));
  return [
    ...(verdict === "nothing lost, nothing doubled" ? [] : [verdict]),
    ...(told ? [] : ["the customer was not told"]),
    ...excess.map(({ id }) => `${id} took effect again without a cause`),
    ...(letters.size === 1 && letters.has("poison") ? [] : [`in the dead-letter queue: ${[...letters].join()}`]),
  ];
};

test("(model) a crash or fault at any one request of barista and notifier loses nothing and doubles nothing", async () => {
  const requests = await requestsOf();
  expect(requests).toBeGreaterThanOrEqual(12);
  for (let nth = 0; nth < requests; nth += 1) {
    for (const fate of BAD_FATES)
      expect([nth, fate, faultsOf(await live(meeting({ [nth]: fate })))]).toEqual([nth, fate, []]);
  }
});

test("(model) nor do two of them, at any two requests", async () => {
  const requests = (await requestsOf()) + 4;
  for (let first = 0; first < requests; first += 1) {
    for (let second = first + 1; second < requests; second += 1) {
      for (const one of BAD_FATES) {
        for (const other of BAD_FATES) {
          const fates = { [first]: one, [second]: other };
          expect([fates, faultsOf(await live(meeting(fates)))]).toEqual([fates, []]);
        }
      }
    }
  }
});

test("(model) an announcement that the topic stored unheard is repeated, and shown once: the fault is its cause", async () => {
  const times: number[] = [];
  for (let nth = 0; nth < (await requestsOf()); nth += 1) {
    const shop = await live(meeting({ [nth]: "works unheard" }));
    times.push(shop.orderReady.publications.length);
    expect(shop.board.ready()).toHaveLength(NUMBERS.length);
  }
  expect(Math.max(...times)).toBe(2 * NUMBERS.length);
});
