import { peekQueue } from "../../operations/peek-queue";
import { choiceBy, planRedrive } from "../../operations/redrive";
import type { RedriveJob } from "../../operations/redrive-task";
import { orderIdIn } from "../../operations/seen-message";
import type { FakeQueues } from "../cli/support/fake-queues";
import {
  anywhere,
  copies,
  DEAD,
  expectAllMoved,
  FIFO_ROUTE,
  letTimePass,
  newQueues,
  ORDERS,
  ROUTE,
  redriveOnce,
  runAndDie,
  shopWith,
  withDeadOrders,
} from "../cli/support/redrive-queues";
import { ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const text = (StringValue: string) => ({ DataType: "String", StringValue });

let fake: FakeQueues;
beforeEach(() => {
  fake = newQueues();
});

const visible = (url: string) => fake.of(url).filter(({ visibleAt }) => visibleAt <= fake.now);

interface DeadOrder {
  readonly number: number;
  readonly group: string;
  readonly drink: string;
}

type By = string | ((number: number) => string);
const by = (given: By, number: number) => (typeof given === "function" ? given(number) : given);

/** Dead orders of these numbers, by default lattes of one location. */
const dead = (from: number, to: number, group: By = "counter", drink: By = "latte"): DeadOrder[] =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place).map((number) => {
    return { number, group: by(group, number), drink: by(drink, number) };
  });

/** Lattes behind so many teas, which stay; spread over groups, or all of one. */
const behindTeas = (teas: number, count: number, groups = 1): DeadOrder[] =>
  dead(1, count).map((order) => {
    return { ...order, group: `group-${order.number % groups}`, drink: order.number > teas ? "latte" : "tea" };
  });

const put = (url: string, { number, group, drink }: DeadOrder) => {
  const attributes = drink === "motor oil" ? { reason: text("drink: Not on the menu") } : {};
  fake.put(url, { ...anOrder(number), drink }, { system: { MessageGroupId: group }, attributes });
};

const numbers = (orders: readonly DeadOrder[]) => orders.map(({ number }) => number);

interface Scenario {
  readonly dead: readonly DeadOrder[];
  readonly job?: Partial<RedriveJob>;
  /** Orders that the source does not take. */
  readonly fails?: readonly number[];
  readonly result: readonly [found: number, moved: number, dropped: number, kept: number, failed: number];
  /** Those that are back, each group in this order. */
  readonly moved: readonly number[];
}

const lattes = { isChosen: choiceBy("latte") };
const turns = (number: number) => (number % 2 === 0 ? "station" : "harbour");
const threeDrinks = [...dead(1, 2), ...dead(3, 3, "counter", "motor oil")];
const chosenBy = (match: string) => ({ dead: threeDrinks, job: { isChosen: choiceBy(match) } });

const STANDARD: readonly (readonly [string, Scenario])[] = [
  ["moves one that is chosen by its order id", { ...chosenBy(orderId(2)), result: [3, 1, 0, 2, 0], moved: [2] }],
  ["moves one that is chosen by its drink", { ...chosenBy("MOTOR"), result: [3, 1, 0, 2, 0], moved: [3] }],
  ["moves one that is chosen by its reason", { ...chosenBy("not on the menu"), result: [3, 1, 0, 2, 0], moved: [3] }],
  ["moves none when none is chosen", { ...chosenBy("espresso"), result: [3, 0, 0, 3, 0], moved: [] }],
  ["drops without sending", { dead: dead(1, 12), job: { action: "drop" }, result: [12, 0, 12, 0, 0], moved: [] }],
  [
    "keeps what cannot be sent, and gives up on a source that takes nothing",
    { dead: dead(1, 40), fails: numbers(dead(1, 40)), result: [10, 0, 0, 0, 10], moved: [] },
  ],
  ["does nothing to an empty queue", { dead: [], result: [0, 0, 0, 0, 0], moved: [] }],
];

const FIFO: readonly (readonly [string, Scenario])[] = [
  [
    "moves every message into its group, in its order, however many they are",
    { dead: dead(1, 35, turns), result: [35, 35, 0, 0, 0], moved: numbers(dead(1, 35)) },
  ],
  [
    "sends nothing of a group after one that failed, and everything of the others",
    { dead: dead(1, 6, turns), fails: [3], result: [6, 4, 0, 1, 1], moved: [1, 2, 4, 6] },
  ],
  ...[1, undefined].map((perSecond): [string, Scenario] => [
    `goes on with other groups when one cannot be moved, at ${perSecond} a second`,
    {
      dead: [...dead(1, 1, "harbour"), ...dead(2, 6, "station")],
      job: { perSecond },
      fails: [1],
      result: [6, 5, 0, 0, 1],
      moved: [2, 3, 4, 5, 6],
    },
  ]),
  [
    "finds chosen messages behind a few that stay",
    {
      dead: dead(1, 30, "counter", (number) => (number % 5 === 0 ? "tea" : "latte")),
      job: lattes,
      result: [30, 24, 0, 6, 0],
      moved: numbers(dead(1, 30)).filter((number) => number % 5 !== 0),
    },
  ],
  [
    "finds chosen messages of a group when another group is full of those that stay",
    {
      dead: [...dead(1, 10, "harbour", "tea"), ...dead(11, 20, "station")],
      job: lattes,
      result: [20, 10, 0, 10, 0],
      moved: numbers(dead(11, 20)),
    },
  ],
  [
    "finds chosen messages behind one that stays in each of ten groups",
    { dead: behindTeas(10, 20, 10), job: lattes, result: [20, 10, 0, 10, 0], moved: numbers(dead(11, 20)) },
  ],
  [
    "finds them too when it is so slow that what it holds comes into sight again",
    {
      dead: behindTeas(40, 160, 40),
      job: { ...lattes, perSecond: 1 },
      result: [160, 120, 0, 40, 0],
      moved: numbers(dead(41, 160)),
    },
  ],
  [
    "does not find what is behind ten that stay, and leaves everything in its place",
    { dead: behindTeas(10, 12), job: lattes, result: [10, 0, 0, 10, 0], moved: [] },
  ],
  [
    "drops chosen ones wherever they stand, and sends nothing",
    { dead: behindTeas(12, 24, 12), job: { ...lattes, action: "drop" }, result: [24, 0, 12, 12, 0], moved: [] },
  ],
];

describe.each([
  ["a dead-letter queue", ROUTE, STANDARD],
  ["a FIFO dead-letter queue", FIFO_ROUTE, FIFO],
])("a redrive of %s (model of the queue)", (_, route, scenarios) => {
  test.each(scenarios)("%s", async (__, { dead: orders, job, fails = [], result, moved }) => {
    for (const order of orders) put(route.deadLetterQueueUrl, order);
    fake.refuses = (action, input) =>
      action === "SendMessage" && fails.some((number) => JSON.stringify(input).includes(orderId(number)));
    const [found, movedCount, dropped, kept, failed] = result;
    const outcome = await redriveOnce(fake, job, { route });
    expect(outcome.result).toEqual({ found, moved: movedCount, dropped, kept, failed });
    expect(outcome.problem === undefined).toBe(failed === 0);
    for (const group of new Set(orders.map((order) => order.group))) {
      const arrived = fake.of(route.sourceUrl).filter(({ system }) => system["MessageGroupId"] === group);
      const ofGroup = new Set(numbers(orders.filter((order) => order.group === group)));
      expect(arrived.map(({ body }) => orderIdIn(body))).toEqual(moved.filter((one) => ofGroup.has(one)).map(orderId));
    }
    expect(visible(route.deadLetterQueueUrl)).toHaveLength(orders.length - movedCount - dropped);
  });
});

test.each([1, 5, 500])("behind a few that stay, a FIFO queue is redriven at %i a second", async (perSecond) => {
  for (const order of [...dead(1, 9, "counter", "tea"), ...dead(10, 30)]) put(FIFO_ROUTE.deadLetterQueueUrl, order);
  const startedAt = fake.now;
  const at: number[] = [];
  fake.onSend = () => void at.push(fake.now - startedAt);
  await redriveOnce(fake, { ...lattes, perSecond }, { route: FIFO_ROUTE });
  expect(at).toEqual(Array.from({ length: 21 }, (_, place) => (place * 1_000) / perSecond));
});

test("peeking into a FIFO queue tells that there is more behind what SQS hands out (model of the queue)", async () => {
  for (const order of dead(1, 12)) put(FIFO_ROUTE.deadLetterQueueUrl, order);
  const shop = await shopWith(fake, "aws", { fifo: true })({ target: "aws" }, {});
  expect(await planRedrive(shop, "ordersDeadLetter", () => true, peekQueue)).toMatchObject({ found: 10, more: true });
  fake.of(FIFO_ROUTE.deadLetterQueueUrl).splice(0, 5);
  expect(await planRedrive(shop, "ordersDeadLetter", () => true, peekQueue)).toMatchObject({ found: 7, more: false });
});

describe("a redrive by hand", () => {
  test("sends a message back as it was, without what was added when it died", async () => {
    const binary = { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) };
    const attributes = { reason: text("x"), originalMessageId: text("y"), shop: text("Main Street"), seal: binary };
    const system = { MessageGroupId: "ada", AWSTraceHeader: "Root=1" };
    fake.put(DEAD, anOrder(1, { notify: { sms: ADAS_PHONE } }), { attributes, system });
    const sent: unknown[] = [];
    fake.answers.set("SendMessage", (input) => {
      sent.push(input);
      return {};
    });
    const result = { found: 1, moved: 1, dropped: 0, kept: 0, failed: 0 };
    expect(await redriveOnce(fake)).toEqual({ result, problem: undefined });
    expect(sent).toEqual([
      {
        QueueUrl: ORDERS,
        MessageBody: JSON.stringify(anOrder(1, { notify: { sms: ADAS_PHONE } })),
        MessageAttributes: { shop: text("Main Street"), seal: binary },
        MessageGroupId: "ada",
        MessageSystemAttributes: { AWSTraceHeader: text("Root=1") },
      },
    ]);
  });

  test("leaves poison that comes back during the run, and ends", async () => {
    for (let number = 1; number <= 25; number++) fake.put(DEAD, `poison ${number}`);
    fake.onSend = (url, { body }) => {
      if (url !== ORDERS) return;
      fake.now += 1;
      fake.of(ORDERS).pop();
      fake.put(DEAD, body, { sentAt: fake.now, attributes: { reason: text("is not JSON") } });
    };
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 25, moved: 25, kept: 0 });
    expect(fake.calls.filter((call) => call === "SendMessage")).toHaveLength(25);
    expect(visible(DEAD)).toHaveLength(25);
    expect(visible(DEAD).every(({ attributes }) => attributes["reason"] !== undefined)).toBe(true);
  });

  test("finds no customer by contact details", async () => {
    fake.put(DEAD, anOrder(1, { notify: { sms: ADAS_PHONE } }));
    fake.put(DEAD, { ...anOrder(2), drink: ADAS_PHONE });
    expect((await redriveOnce(fake, { isChosen: choiceBy("5550142") })).result).toMatchObject({ found: 2, moved: 0 });
  });

  test("handles a message that the queue hands out again only once", async () => {
    const message = fake.put(DEAD, anOrder(1));
    Object.defineProperty(message, "visibleAt", { get: () => 0, set: () => {} });
    expect((await redriveOnce(fake, { isChosen: () => false })).result).toMatchObject({ found: 1, kept: 1 });
    fake.answers.set("DeleteMessage", () => ({}));
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1 });
    expect(fake.of(ORDERS)).toHaveLength(1);
  });

  test("leaves messages that were sent after the start, visible to all", async () => {
    fake.put(DEAD, anOrder(1));
    fake.put(DEAD, anOrder(2), { sentAt: fake.now + 1 });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1, kept: 0 });
    expect(visible(DEAD).map(({ body }) => body)).toEqual([JSON.stringify(anOrder(2))]);
  });

  test("puts back what it did not reach when the operator stops", async () => {
    for (let number = 1; number <= 30; number++) fake.put(DEAD, anOrder(number));
    const stopping = new AbortController();
    const { result } = await redriveOnce(fake, {
      perSecond: 5,
      signal: stopping.signal,
      onProgress: ({ moved }) => moved >= 10 && stopping.abort(),
    });
    expect(result).toMatchObject({ moved: 10, failed: 0 });
    expect(visible(DEAD)).toHaveLength(20);
  });

  test("counts what was sent and not deleted as failed: it is in both queues", async () => {
    fake.put(DEAD, anOrder(1));
    fake.answers.set("DeleteMessage", () => {
      throw new Error("ReceiptHandleIsInvalid");
    });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 0, failed: 1 });
    letTimePass(fake);
    expect([visible(DEAD).length, copies(fake).get(orderId(1))]).toEqual([1, 1]);
  });

  test("does not take one empty answer for an empty queue", async () => {
    fake.put(DEAD, anOrder(1), { visibleAt: fake.now + 1 });
    fake.answers.set("ReceiveMessage", () => {
      fake.answers.delete("ReceiveMessage");
      fake.now += 1;
      return {};
    });
    expect((await redriveOnce(fake)).result).toMatchObject({ found: 1, moved: 1 });
  });
});

test.each([1, 4, 25, 500])("a redrive at a rate moves at most %i a second", async (perSecond) => {
  const at: number[] = [];
  for (let number = 1; number <= 60; number++) fake.put(DEAD, anOrder(number));
  fake.onSend = () => void at.push(fake.now);
  const startedAt = fake.now;
  await redriveOnce(fake, { perSecond });
  expect(at).toHaveLength(60);
  for (const start of at) {
    expect(at.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(perSecond + 10);
  }
  const seconds = (fake.now - startedAt) / 1_000;
  expect(60 / Math.max(seconds, 0.001)).toBeGreaterThan(perSecond * 0.9);
  expect((60 - Math.min(10, perSecond)) / Math.max(seconds, 0.001)).toBeLessThanOrEqual(perSecond + 0.01);
});

describe("a redrive that is killed and repeated loses nothing", () => {
  const EVERY_STEP = "at every step of a run of 13 messages (the last call takes effect: %s)";
  test.each([true, false])(EVERY_STEP, async (takesEffect) => {
    const undisturbed = withDeadOrders(13);
    await redriveOnce(undisturbed);
    const steps = undisturbed.calls.length;
    expect(steps).toBeGreaterThan(26);
    for (let atCall = 1; atCall <= steps; atCall++) {
      const fake = withDeadOrders(13);
      await runAndDie(fake, 13, { atCall, takesEffect });
      expect((await redriveOnce(fake)).result).toMatchObject({ failed: 0, kept: 0 });
      expectAllMoved(fake, 13, 1);
    }
  });

  test("fifty times over 1,000 messages, and ends", async () => {
    const fake = withDeadOrders(1_000);
    for (let kill = 0; kill < 50; kill++) {
      await runAndDie(fake, 1_000, { atCall: 2 + ((kill * 7) % 40), takesEffect: kill % 2 === 0 });
    }
    expect(fake.of(DEAD).length).toBeGreaterThan(0);
    await redriveOnce(fake);
    expectAllMoved(fake, 1_000, 50);
  });

  test("while it drops chosen ones: the others stay, the chosen go", async () => {
    const isChosen = ({ orderId: id }: { orderId: string | null }) => id === orderId(2);
    for (let atCall = 1; atCall <= 5; atCall++) {
      const fake = withDeadOrders(3);
      await redriveOnce(fake, { action: "drop", isChosen }, { death: { atCall, takesEffect: true } }).catch(() => {});
      letTimePass(fake);
      await redriveOnce(fake, { action: "drop", isChosen });
      expect([[...anywhere(fake)], fake.of(ORDERS)]).toEqual([[orderId(1), orderId(3)], []]);
    }
  });
});
