import { choiceBy, planRedrive } from "../../operations/redrive";
import { orderIdIn } from "../../operations/seen-message";
import type { FakeQueues } from "../cli/support/fake-queues";
import { FIFO_ROUTE, newQueues, redriveOnce, shopWith } from "../cli/support/redrive-queues";
import { anOrder, orderId } from "../lambda/support/orders";

const { deadLetterQueueUrl: DEAD, sourceUrl: ORDERS } = FIFO_ROUTE;
const fifo = { route: FIFO_ROUTE };

let fake: FakeQueues;

beforeEach(() => {
  fake = newQueues();
});

const put = (queues: FakeQueues, number: number, group: string, drink = "latte") =>
  queues.put(DEAD, { ...anOrder(number), drink }, { system: { MessageGroupId: group } });

/** Ids of the orders of one group, in the order in which they arrived. */
const arrived = (queues: FakeQueues, group: string) =>
  queues.of(ORDERS).flatMap(({ body, system }) => (system["MessageGroupId"] === group ? [orderIdIn(body)] : []));

const lattes = { isChosen: choiceBy("latte") };

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);

const visible = () => fake.of(DEAD).filter(({ visibleAt }) => visibleAt <= fake.now).length;

describe("a redrive of a FIFO dead-letter queue (model of the queue)", () => {
  test("moves every message into its group, in its order, however many they are", async () => {
    for (const number of numbers(1, 35)) put(fake, number, number % 3 === 0 ? "station" : "harbour");
    expect((await redriveOnce(fake, {}, fifo)).result).toMatchObject({ found: 35, moved: 35, failed: 0 });
    expect(arrived(fake, "station")).toEqual(
      numbers(1, 35)
        .filter((number) => number % 3 === 0)
        .map(orderId),
    );
    expect(arrived(fake, "harbour")).toEqual(
      numbers(1, 35)
        .filter((number) => number % 3 !== 0)
        .map(orderId),
    );
  });

  test("sends nothing of a group after one that failed, and everything of the others", async () => {
    for (const number of numbers(1, 6)) put(fake, number, number % 2 === 0 ? "station" : "harbour");
    fake.refuses = (action, input) => action === "SendMessage" && JSON.stringify(input).includes(orderId(3));
    const { result } = await redriveOnce(fake, {}, fifo);
    expect(arrived(fake, "harbour")).toEqual([1].map(orderId));
    expect(arrived(fake, "station")).toEqual([2, 4, 6].map(orderId));
    expect(result).toEqual({ found: 6, moved: 4, dropped: 0, kept: 1, failed: 1 });
  });

  test("finds chosen messages behind a few that stay", async () => {
    for (const number of numbers(1, 30)) put(fake, number, "counter", number % 5 === 0 ? "tea" : "latte");
    const { result } = await redriveOnce(fake, lattes, fifo);
    expect(result).toEqual({ found: 30, moved: 24, dropped: 0, kept: 6, failed: 0 });
    expect(visible()).toBe(6);
  });

  test("finds chosen messages of a group when another group is full of those that stay", async () => {
    for (const number of numbers(1, 10)) put(fake, number, "harbour", "tea");
    for (const number of numbers(11, 20)) put(fake, number, "station");
    const { result } = await redriveOnce(fake, lattes, fifo);
    expect(result).toEqual({ found: 20, moved: 10, dropped: 0, kept: 10, failed: 0 });
    expect(arrived(fake, "station")).toEqual(numbers(11, 20).map(orderId));
    expect(visible()).toBe(10);
  });

  test.each([1, 5, 500])("finds chosen messages behind a few that stay at %i a second, too", async (perSecond) => {
    for (const number of numbers(1, 9)) put(fake, number, "counter", "tea");
    for (const number of numbers(10, 30)) put(fake, number, "counter");
    const startedAt = fake.now;
    const at: number[] = [];
    fake.onSend = () => void at.push(fake.now - startedAt);
    const { result } = await redriveOnce(fake, { ...lattes, perSecond }, fifo);
    expect(result).toEqual({ found: 30, moved: 21, dropped: 0, kept: 9, failed: 0 });
    expect(at).toEqual(numbers(0, 20).map((place) => (place * 1_000) / perSecond));
  });

  test.each([1, undefined])("goes on with other groups when one cannot be moved, at %p a second", async (perSecond) => {
    put(fake, 1, "harbour");
    for (const number of numbers(2, 6)) put(fake, number, "station");
    fake.refuses = (action, input) => action === "SendMessage" && JSON.stringify(input).includes(orderId(1));
    const { result } = await redriveOnce(fake, { perSecond }, fifo);
    expect(result).toEqual({ found: 6, moved: 5, dropped: 0, kept: 0, failed: 1 });
    expect(visible()).toBe(1);
  });

  test("finds chosen messages behind one that stays in each of ten groups", async () => {
    for (const number of numbers(1, 10)) put(fake, number, `group-${number}`, "tea");
    for (const number of numbers(11, 20)) put(fake, number, `group-${number - 10}`);
    const { result } = await redriveOnce(fake, lattes, fifo);
    expect(result).toEqual({ found: 20, moved: 10, dropped: 0, kept: 10, failed: 0 });
    expect(visible()).toBe(10);
  });

  test("finds them too when it is so slow that what it holds comes into sight again", async () => {
    for (const number of numbers(1, 160)) put(fake, number, `group-${number % 40}`, number > 40 ? "latte" : "tea");
    const { result } = await redriveOnce(fake, { ...lattes, perSecond: 1 }, fifo);
    expect(result).toEqual({ found: 160, moved: 120, dropped: 0, kept: 40, failed: 0 });
  });

  test("does not find what is behind ten that stay, and leaves everything in its place", async () => {
    for (const number of numbers(1, 10)) put(fake, number, "counter", "tea");
    for (const number of numbers(11, 12)) put(fake, number, "counter");
    const { result } = await redriveOnce(fake, lattes, fifo);
    expect(result).toEqual({ found: 10, moved: 0, dropped: 0, kept: 10, failed: 0 });
    expect(visible()).toBe(12);
  });

  test("drops chosen ones wherever they stand, and sends nothing", async () => {
    for (const number of numbers(1, 24)) put(fake, number, `group-${number % 12}`, number > 12 ? "latte" : "tea");
    const { result } = await redriveOnce(fake, { ...lattes, action: "drop" }, fifo);
    expect(result).toEqual({ found: 24, moved: 0, dropped: 12, kept: 12, failed: 0 });
    expect([fake.of(ORDERS).length, visible()]).toEqual([0, 12]);
  });
});

test("peeking into a FIFO queue tells that there is more behind what SQS hands out (model of the queue)", async () => {
  for (const number of numbers(1, 12)) put(fake, number, "counter");
  const shop = await shopWith(fake, "aws", { fifo: true })({ target: "aws" }, {});
  expect(await planRedrive(shop, "ordersDeadLetter", () => true)).toMatchObject({ found: 10, more: true });
  fake.of(DEAD).splice(0, 5);
  expect(await planRedrive(shop, "ordersDeadLetter", () => true)).toMatchObject({ found: 7, more: false });
});
