import { anOrder } from "../lambda/support/orders";
import { type Luck, luckBut } from "./luck";
import { ModelShop } from "./model-shop";
import { keepQuiet } from "./quiet";
import { BAD_FATES, type Fate } from "./sandbox";
import { faultsOf } from "./shop-account";
import { phoneOf, poisonOf } from "./story";

beforeEach(keepQuiet);

const NUMBERS = [0, 1, 2];

/** Three orders, one of them with a notice, and a poisonous message. */
const live = async (luck: Luck): Promise<ModelShop> => {
  const shop = new ModelShop({ luck });
  for (const number of NUMBERS) shop.place(anOrder(number, number === 0 ? { notify: { sms: phoneOf(0) } } : {}));
  shop.orders.send(poisonOf(0));
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

const STORY = { orders: NUMBERS.length, poison: 1, wantsNotice: (number: number) => number === 0 };

test("(model) a crash or fault at any one request of barista and notifier loses nothing and doubles nothing", async () => {
  const requests = await requestsOf();
  expect(requests).toBeGreaterThanOrEqual(12);
  for (let nth = 0; nth < requests; nth += 1) {
    for (const fate of BAD_FATES)
      expect([nth, fate, faultsOf(await live(meeting({ [nth]: fate })), STORY)]).toEqual([nth, fate, []]);
  }
});

test("(model) nor do two of them, at any two requests", async () => {
  const requests = (await requestsOf()) + 4;
  for (let first = 0; first < requests; first += 1) {
    for (let second = first + 1; second < requests; second += 1) {
      for (const one of BAD_FATES) {
        for (const other of BAD_FATES) {
          const fates = { [first]: one, [second]: other };
          expect([fates, faultsOf(await live(meeting(fates)), STORY)]).toEqual([fates, []]);
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
