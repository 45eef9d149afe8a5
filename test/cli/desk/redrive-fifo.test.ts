import { choiceBy, planRedrive } from "../../../cli/desk/redrive-choice";
import { orderIdIn } from "../../../cli/desk/seen-message";
import { anOrder, orderId } from "../../lambda/support/orders";
import type { FakeQueues } from "../support/fake-queues";
import { FIFO_ROUTE, newQueues, redriveOnce } from "../support/redrive-desk";
import { shopWith } from "../support/redrive-shop";

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

describe("a redrive of a FIFO dead-letter queue (model of the queue)", () => {
  test("moves every message into its group, in its order, however many they are", async () => {
    for (let number = 1; number <= 35; number++) put(fake, number, number % 3 === 0 ? "station" : "harbour");
    expect((await redriveOnce(fake, {}, fifo)).result).toMatchObject({ found: 35, moved: 35, failed: 0 });
    const numbers = Array.from({ length: 35 }, (_, place) => place + 1);
    expect(arrived(fake, "station")).toEqual(numbers.filter((number) => number % 3 === 0).map(orderId));
    expect(arrived(fake, "harbour")).toEqual(numbers.filter((number) => number % 3 !== 0).map(orderId));
  });

  test("sends nothing of a group after one that failed, and everything of the others", async () => {
    for (let number = 1; number <= 6; number++) put(fake, number, number % 2 === 0 ? "station" : "harbour");
    fake.refuses = (action, input) => action === "SendMessage" && JSON.stringify(input).includes(orderId(3));
    const { result } = await redriveOnce(fake, {}, fifo);
    expect(arrived(fake, "harbour")).toEqual([1].map(orderId));
    expect(arrived(fake, "station")).toEqual([2, 4, 6].map(orderId));
    expect(result).toEqual({ found: 6, moved: 4, dropped: 0, kept: 1, failed: 1 });
  });

  test("finds chosen messages behind a few that stay", async () => {
    for (let number = 1; number <= 30; number++) put(fake, number, "counter", number % 5 === 0 ? "tea" : "latte");
    const { result } = await redriveOnce(fake, { isChosen: choiceBy("latte") }, fifo);
    expect(result).toEqual({ found: 30, moved: 24, dropped: 0, kept: 6, failed: 0 });
    expect(fake.of(DEAD).every(({ visibleAt }) => visibleAt <= fake.now)).toBe(true);
  });
});

test("a look at a FIFO queue tells that there is more behind what SQS hands out (model of the queue)", async () => {
  for (let number = 1; number <= 12; number++) put(fake, number, "counter");
  const open = shopWith(fake, "aws");
  const shop = { ...(await open({ target: "aws" }, {})), output: () => DEAD };
  expect(await planRedrive(shop, "ordersDeadLetter", () => true)).toMatchObject({ found: 10, more: true });
  fake.of(DEAD).splice(0, 5);
  expect(await planRedrive(shop, "ordersDeadLetter", () => true)).toMatchObject({ found: 7, more: false });
});
