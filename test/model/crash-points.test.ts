import { anOrder } from "../lambda/support/orders";
import { type Luck, luckBut } from "./luck";
import { ModelShop } from "./model-shop";
import { BAD_OUTCOMES, type Outcome } from "./sandbox";
import { faultsOf } from "./shop-account";
import { phoneOf, poisonOf } from "./story";

const NUMBERS = [0, 1, 2];

/** Three orders, one of them with a notice, and a poisonous message. */
const live = async (luck: Luck): Promise<ModelShop> => {
  const shop = new ModelShop({ luck });
  for (const number of NUMBERS) shop.place(anOrder(number, number === 0 ? { notify: { sms: phoneOf(0) } } : {}));
  shop.orders.send(poisonOf(0));
  await shop.runAndRedrive();
  return shop;
};

/** The nth request of the story has an outcome of its own. */
const meeting = (outcomes: Readonly<Record<number, Outcome>>): Luck =>
  luckBut((what, nth) => (what === "outcome" ? outcomes[nth] : undefined));

/** How many requests there are when nothing goes wrong. */
const requestsOf = async (): Promise<number> => {
  let requests = 0;
  await live(
    luckBut((what) => {
      if (what === "outcome") requests += 1;
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
    for (const outcome of BAD_OUTCOMES)
      expect([nth, outcome, faultsOf(await live(meeting({ [nth]: outcome })), STORY)]).toEqual([nth, outcome, []]);
  }
});

test("(model) nor do two of them, at any two requests", async () => {
  const requests = (await requestsOf()) + 4;
  for (let first = 0; first < requests; first += 1) {
    for (let second = first + 1; second < requests; second += 1) {
      for (const one of BAD_OUTCOMES) {
        for (const other of BAD_OUTCOMES) {
          const outcomes = { [first]: one, [second]: other };
          expect([outcomes, faultsOf(await live(meeting(outcomes)), STORY)]).toEqual([outcomes, []]);
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
