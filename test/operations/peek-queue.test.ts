import { foundInQueues } from "../../operations/find-orders";
import { localShop } from "../../operations/local-shop";
import { storeOutcome } from "../../operations/order-outcome";
import { peekQueue } from "../../operations/peek-queue";
import { redrive } from "../../operations/redrive";
import type { SeenMessage } from "../../operations/seen-message";
import { eachTestHasAFakeShop, message, queueOf } from "../cli/support/fake-shop";
import { DEAD, FIFO_ROUTE, newQueues, ROUTE, shopWith } from "../cli/support/redrive-queues";
import { ADAS_DEVICE, ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const fake = eachTestHasAFakeShop();

const NOW = 1_800_000_000_000;
const peek = (dead = false, limit = 20) =>
  peekQueue(localShop(fake.file), dead ? "ordersDeadLetter" : "orders", limit, () => NOW);

const sentAt = NOW - 90_000;

describe.each([
  ["on the engine", true],
  ["where peeking is a receive", false],
])("peeking %s", (_, listsMessages) => {
  /** A receive is counted before it is shown. */
  const receives = listsMessages ? 0 : 1;
  beforeEach(() => {
    fake.listsMessages = listsMessages;
  });

  test("shows what an operator needs to know of an order", async () => {
    queueOf(fake, "OrdersQueueUrl").push(message(anOrder(1), { sentAt, receives: 2 }));
    const seen = { orderId: orderId(1), drink: "latte", ageSeconds: 90, reason: null, hopeless: false };
    expect(await peek()).toEqual([{ ...seen, receives: 2 + receives } satisfies SeenMessage]);
  });

  test("tells why an order is in the dead-letter queue", async () => {
    queueOf(fake, "OrdersDeadLetterQueueUrl").push(
      message({ ...anOrder(1), drink: "motor oil" }, { sentAt, reason: "drink: not on the menu: motor oil" }),
      message(anOrder(2), { sentAt, receives: 5 }),
      message("not JSON", { sentAt }),
    );
    expect(await peek(true)).toMatchObject([
      { orderId: orderId(1), drink: "motor oil", reason: "drink: not on the menu: motor oil", hopeless: true },
      {
        orderId: orderId(2),
        reason: "every attempt to make it failed: the barista's log has the reason",
        hopeless: false,
      },
      {
        orderId: null,
        drink: null,
        reason: 'can never be made: is not JSON: found "o" at line 1, column 2',
        hopeless: true,
      },
    ]);
  });

  test("never shows contact details, wherever they were written", async () => {
    queueOf(fake, "OrdersQueueUrl").push(
      message(anOrder(1, { notify: { sms: ADAS_PHONE } })),
      message({ ...anOrder(2), notify: { push: ADAS_DEVICE }, drink: ADAS_PHONE, size: ADAS_DEVICE }),
      message({ ...anOrder(3), orderId: ADAS_PHONE, quantity: "ada@example.com" }),
      message(JSON.stringify(ADAS_PHONE)),
    );
    const shown = JSON.stringify(await peek());
    for (const contact of ["5550142", "0123abcd", "ada@"]) expect(shown).not.toContain(contact);
  });

  test("leaves every message where it is", async () => {
    const queue = queueOf(fake, "OrdersQueueUrl");
    for (let number = 1; number <= 25; number++)
      queue.push(message(anOrder(number), { sentAt: NOW - 1_000 * (60 - number) }));
    const seen = await peek(false, 25);
    expect(seen.map((one) => one.orderId)).toEqual(Array.from({ length: 25 }, (_, place) => orderId(place + 1)));
    expect(queue.filter(({ hidden }) => hidden)).toEqual([]);
    expect(queue.map(({ receives }) => receives)).toEqual(queue.map(() => receives));
    expect(await peek(false, 3)).toHaveLength(3);
  });

  test("shows nothing of an empty queue", async () => {
    expect(await peek()).toEqual([]);
  });
});

test("a message that comes back while others are received is shown once", async () => {
  fake.listsMessages = false;
  const queue = queueOf(fake, "OrdersDeadLetterQueueUrl");
  for (let number = 1; number <= 12; number++) queue.push(message(anOrder(number)));
  const first = queue[0];
  if (first) Object.defineProperty(first, "hidden", { get: () => false, set: () => {} });
  expect(await peek(true)).toHaveLength(12);
});

test.each([60_000, -60_000])("a clock %i ms behind SQS's finds messages, as old as they are", async (ahead) => {
  Object.assign(fake, { listsMessages: false, clockAheadMs: ahead });
  queueOf(fake, "OrdersDeadLetterQueueUrl").push(message(anOrder(1), { sentAt: Date.now() + ahead - 20_000 }));
  const shop = localShop(fake.file);
  const [seen] = await peekQueue(shop, "ordersDeadLetter", 1);
  expect([20, 21, 22, 23]).toContain(seen?.ageSeconds);
  const { signal } = new AbortController();
  const job = { action: "move", isChosen: () => false, perSecond: undefined, signal } as const;
  const route = { ...ROUTE, deadLetterQueueUrl: shop.output("OrdersDeadLetterQueueUrl") };
  expect((await redrive(localShop(fake.file).sqs, route, job)).result).toMatchObject({ found: 1, kept: 1 });
});

/** Fifteen dead orders: twelve of one location, three of another. */
const shopWithDeadOrders = (fifo: boolean) => {
  const fake = newQueues();
  for (let number = 1; number <= 15; number++) {
    const system = { MessageGroupId: number <= 12 ? "harbour" : "station" };
    fake.put(fifo ? FIFO_ROUTE.deadLetterQueueUrl : DEAD, anOrder(number), { system });
  }
  return shopWith(fake, "aws", { fifo })({ target: "aws" }, {});
};

const all = new Set(Array.from({ length: 15 }, (_, place) => orderId(place + 1)));

describe("orders in the dead-letter queue, where peeking is a receive (model of the queue)", () => {
  test("are all found in a standard queue", async () => {
    const shop = await shopWithDeadOrders(false);
    expect((await foundInQueues(shop).deadLettered(all)).size).toBe(15);
    expect(await foundInQueues(shop).unseenDeadLetters()).toBe(0);
  });

  test("are counted where they cannot be seen, behind ten of their location in a FIFO queue", async () => {
    const shop = await shopWithDeadOrders(true);
    expect((await foundInQueues(shop).deadLettered(all)).size).toBe(13);
    expect(await storeOutcome(shop).unseenDeadLetters()).toBe(2);
    expect(await storeOutcome(shop).unseenDeadLetters()).toBe(2);
  });
});
