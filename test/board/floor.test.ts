import { awsNamesOf } from "../../board/floor/aws-names";
import { CashierFigures } from "../../board/floor/cashier-figures";
import { DepthHistory, HISTORY_MS } from "../../board/floor/chart-history";
import { inboxState } from "../../board/floor/inbox-state";
import { OldestAges } from "../../board/floor/oldest-ages";
import { OrdersFlow } from "../../board/floor/orders-flow";
import { Rushes, type RushNews } from "../../board/floor/rushes";
import { localShop } from "../../operations/local-shop";
import { eachTestHasAFakeShop, message, queueOf } from "../cli/support/fake-shop";
import { StoppedClock } from "../lambda/support/memory-idempotency";
import { until } from "../support/until";
import { aFloor, closedShop, countedShop } from "./support/a-board";

/** An answer about the orders of these numbers. */
const answer = (accepted: readonly number[], refused: readonly number[] = []) =>
  JSON.stringify({
    orders: [
      ...accepted.map((number) => ({ orderId: `order ${number}`, status: "accepted" })),
      ...refused.map((number) => ({ orderId: `order ${number}`, status: "notStored" })),
    ],
  });

const figures = () => {
  const wentIn: number[] = [];
  return { wentIn, figures: new CashierFigures((orders) => wentIn.push(orders)) };
};

describe("the cashier's figures", () => {
  test("count each order once, however often it is asked for", () => {
    const { figures: counted, wentIn } = figures();
    counted.note(207, answer([1, 2, 3, 4, 5, 6, 7], [8, 9, 10]), 20);
    expect(counted.state()).toMatchObject({ accepted: 7, refused: 3 });
    counted.note(207, answer([1, 2, 3, 4, 5, 6, 7, 8], [9, 10]), 20);
    expect(counted.state()).toMatchObject({ accepted: 8, refused: 2 });
    counted.note(202, answer([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 20);
    counted.note(503, answer([], [1, 2]), 20);
    expect(counted.state()).toMatchObject({ accepted: 10, refused: 0 });
    expect(wentIn).toEqual([7, 1, 2]);
  });

  test("count an answer without orders as a refusal", () => {
    const { figures: counted, wentIn } = figures();
    counted.note(0, "", 20);
    counted.note(400, '{"error":"no"}', 20);
    expect([counted.state(), wentIn]).toMatchObject([{ accepted: 0, refused: 2 }, []]);
  });
});

describe("the history of the depth", () => {
  test("has every change at once, and a steady line otherwise", () => {
    const history = new DepthHistory();
    for (let at = 0; at <= 3_000; at += 250) history.add(at, at >= 1_250 ? 5 : 0, 0);
    expect(history.samples).toEqual([
      [0, 0, 0],
      [1_000, 0, 0],
      [1_250, 5, 0],
      [2_250, 5, 0],
    ]);
  });

  test("is five minutes long, however long it goes on", () => {
    const history = new DepthHistory();
    for (let at = 0; at <= 3 * HISTORY_MS; at += 250) history.add(at, at, 0);
    expect(history.samples[0]?.[0]).toBe(2 * HISTORY_MS);
    expect(history.samples).toHaveLength(HISTORY_MS / 250 + 1);
  });

  test("goes forward only", () => {
    const history = new DepthHistory();
    history.add(5_000, 1, 0);
    expect([history.add(5_000, 2, 0), history.add(4_000, 3, 0)]).toEqual([[], []]);
  });
});

const fake = eachTestHasAFakeShop();

const count = (waiting: number) => ({ name: "orders" as const, waiting, inHand: 0, delayed: 0 });

describe("the age of the oldest message", () => {
  test("is found in the background, grows by itself, and is gone with the message", async () => {
    let time = 1_800_000_000_000;
    const ages = new OldestAges(localShop(fake.file), () => time);
    queueOf(fake, "OrdersQueueUrl").push(message("x", { sentAt: time - 30_000 }));
    expect(ages.of(count(1)).oldestAgeSeconds).toBeNull();
    await until("it is found", 10_000, () => ages.of(count(1)).oldestAgeSeconds === 30);
    time += 500;
    fake.listsMessages = false;
    expect([ages.of(count(1)).oldestAgeSeconds, ages.of(count(0)).oldestAgeSeconds]).toEqual([31, 0]);
    expect(ages.of(count(1)).oldestAgeSeconds).toBeNull();
  });

  test("is not known on AWS, where SQS does not tell", () => {
    const ages = new OldestAges(countedShop("aws").shop);
    expect([ages.of(count(3)).oldestAgeSeconds, ages.of(count(0)).oldestAgeSeconds]).toEqual([null, 0]);
  });
});

/** Counts once a second a queue that holds so many, and tells of so many that went in before each count. */
const flow = (totals: readonly number[], goneIn: readonly number[] = []) => {
  const orders = new OrdersFlow();
  totals.forEach((total, second) => {
    orders.wentIn(goneIn[second] ?? 0);
    orders.sample(second * 1_000, total);
  });
  return orders.rates(totals.at(-1) ?? 0);
};

/** A value for each of so many seconds: the first, and so much more each time. */
const line = (count: number, from: number, step = 0) => Array.from({ length: count }, (_, n) => from + step * n);

describe("the flow of orders", () => {
  test("is nothing before there are two counts, or when nothing happens", () => {
    const still = { inPerSecond: 0, outPerSecond: 0, secondsToDrain: null };
    expect([flow([]), flow([5]), flow(line(20, 7))]).toEqual([still, still, still]);
  });

  test("counts orders that come and go between two counts", () => {
    expect(flow(line(20, 0), line(20, 3))).toEqual({ inPerSecond: 3, outPerSecond: 3, secondsToDrain: null });
  });

  test("drains in what waits divided by what more goes out than comes in", () => {
    expect(flow(line(20, 200, -5), line(20, 2))).toEqual({ inPerSecond: 2, outPerSecond: 7, secondsToDrain: 21 });
  });

  test("sees orders of others by what the queue grew", () => {
    expect(flow(line(20, 0, 4))).toEqual({ inPerSecond: 4, outPerSecond: 0, secondsToDrain: null });
    expect(flow(line(20, 0, 4), line(20, 1))).toMatchObject({ inPerSecond: 4 });
  });

  test("is that of the last ten seconds", () => {
    const burst = line(40, 0).with(20, 500);
    expect(flow(line(40, 0), burst)).toMatchObject({ inPerSecond: 0 });
    expect(flow(line(26, 0), burst)).toMatchObject({ inPerSecond: 50 });
  });

  test("starts over when the clock was set back", () => {
    const orders = new OrdersFlow();
    orders.sample(50_000, 3);
    orders.sample(1_000, 9);
    expect(orders.rates(9)).toEqual({ inPerSecond: 0, outPerSecond: 0, secondsToDrain: null });
  });
});

const started = () => {
  const clock = new StoppedClock(1_000);
  return { clock, rushes: new Rushes(() => undefined, clock.now) };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("rushes", () => {
  test("tell how they go, and how long the cashier took for all orders", async () => {
    const { rushes, clock } = started();
    let tell: (news: RushNews) => void = () => undefined;
    let end = () => {};
    const id = rushes.start("orders", 50, (to) => {
      tell = to;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    const first = { id, kind: "orders", startedAt: 1_000, orders: 50 };
    expect(rushes.state()).toEqual([{ ...first, accepted: 0, refused: 0, ready: 0, done: false, ms: 0 }]);
    clock.pass(400);
    tell({ accepted: 30, refused: 0, ready: 0 });
    clock.pass(600);
    tell({ accepted: 49, refused: 1, ready: 3 });
    clock.pass(5_000);
    tell({ accepted: 49, refused: 1, ready: 49 });
    expect(rushes.state()).toMatchObject([{ accepted: 49, refused: 1, ready: 49, done: false, ms: 1_000 }]);
    end();
    await settled();
    expect(rushes.state()).toMatchObject([{ ready: 49, done: true }]);
  });

  test("that fail are over", async () => {
    const { rushes } = started();
    rushes.start("orders", 5, () => Promise.reject(new Error("the engine is gone")));
    await settled();
    expect(rushes.state()).toMatchObject([{ done: true }]);
  });

  test("are shown while they run, and the last five that are over", async () => {
    const { rushes } = started();
    const running = rushes.start("orders", 1, () => new Promise(() => {}));
    const ids: string[] = [];
    for (let number = 1; number <= 9; number++) {
      ids.push(rushes.start("tight", number, async () => undefined));
      await settled();
    }
    expect(rushes.state().map(({ id }) => id)).toEqual([running, ...ids.slice(-5)]);
  });

  test("are three at most at the cashier", () => {
    const { rushes } = started();
    for (let number = 1; number <= 3; number++) rushes.start("orders", 1, () => new Promise(() => {}));
    expect(() => rushes.start("orders", 1, async () => undefined)).toThrow("3 rushes are at the cashier");
  });

  test("may be many more once the cashier has answered, as when the barista is away, but not for ever", () => {
    const { rushes } = started();
    const placed = (tell: (news: RushNews) => void) => {
      tell({ accepted: 49, refused: 1, ready: 0 });
      return new Promise(() => {});
    };
    for (let number = 1; number <= 20; number++) rushes.start("orders", 50, placed);
    expect(rushes.state()).toHaveLength(20);
    expect(() => rushes.start("orders", 50, placed)).toThrow("20 rushes are under way");
  });
});

const orders = (waiting: number, inHand = 0) => ({
  name: "orders" as const,
  waiting,
  inHand,
  delayed: 0,
  oldestAgeSeconds: 3,
});

describe("the shop floor", () => {
  test("shows what was seen, and keeps what was not polled", () => {
    const floor = aFloor({ now: () => 5_000 });
    floor.beginPoll()({ queues: [orders(4, 2)], baristaState: "Enabled" });
    floor.beginPoll()({ queues: [{ ...orders(1), name: "ordersDeadLetter" }] });
    const { now } = floor.feed;
    const { name: _, ...depth } = orders(4, 2);
    expect(now).toMatchObject({
      at: 5_000,
      engine: "answering",
      orders: { ...depth, inPerSecond: 0, outPerSecond: 0, secondsToDrain: null },
      barista: { state: "Enabled" },
      deadLetter: { waiting: 1 },
      depth: [[5_000, 4, 2]],
    });
    expect(now.queues).toHaveLength(11);
  });

  test("says that the shop is silent, with what was known before, and that it answers again", () => {
    const floor = aFloor();
    floor.beginPoll()({ queues: [orders(4)] });
    floor.pollFailed();
    expect(floor.feed.now).toMatchObject({ engine: "silent", orders: { waiting: 4 } });
    floor.beginPoll()({ queues: [orders(5)] });
    expect(floor.feed.now).toMatchObject({ engine: "answering", orders: { waiting: 5 } });
  });

  test("marks when the barista goes and comes, whoever did it", () => {
    let time = 1_000;
    const floor = aFloor({ now: () => time });
    for (const baristaState of ["Enabled", "Disabling", "Disabled", "Enabling", "Enabled"]) {
      time += 100;
      floor.beginPoll()({ baristaState });
    }
    expect(floor.feed.now.marks).toEqual([
      { at: 1_200, text: "barista away" },
      { at: 1_400, text: "barista back" },
    ]);
    time += 299_900;
    floor.beginPoll()({});
    expect(floor.feed.now.marks).toEqual([{ at: 1_400, text: "barista back" }]);
    time += 200;
    floor.beginPoll()({});
    expect(floor.feed.now.marks).toEqual([]);
  });

  test("takes what an action found out about a barista for newer than a poll that had begun before", () => {
    const floor = aFloor({ shop: closedShop({ exhibit: true }) });
    floor.beginPoll()({ baristaState: "Enabled", exhibitState: "Enabled" });
    const late = floor.beginPoll();
    floor.found({ baristaState: "Disabled" });
    late({ baristaState: "Enabled", exhibitState: "Disabled", queues: [orders(7)] });
    expect(floor.feed.now).toMatchObject({
      barista: { state: "Disabled" },
      exhibit: { barista: "away" },
      orders: { waiting: 7 },
    });
    const lateAgain = floor.beginPoll();
    floor.found({ exhibitState: "Enabled" });
    lateAgain({ baristaState: "Disabled", exhibitState: "Disabled" });
    expect(floor.feed.now.exhibit).toEqual({ deployed: true, barista: "back" });
    expect(floor.feed.now.marks.map(({ text }) => text)).toEqual(["barista away"]);
    floor.beginPoll()({ baristaState: "Enabled" });
    expect(floor.feed.now.marks.map(({ text }) => text)).toEqual(["barista away", "barista back"]);
  });

  test("sees no order go out while the barista is away, however an order and a poll cross", () => {
    let time = 1_000;
    const floor = aFloor({ now: () => time });
    const polls = [
      // Answered before the queue was counted, after it was, and between two polls.
      { stored: 10, answered: 0, answeredMeanwhile: 10 },
      { stored: 10, answered: 0, answeredMeanwhile: 10 },
      { stored: 25, answered: 5, answeredMeanwhile: 0 },
    ];
    for (const { stored, answered, answeredMeanwhile } of polls) {
      floor.flow.wentIn(answered);
      const take = floor.beginPoll();
      floor.flow.wentIn(answeredMeanwhile);
      take({ queues: [orders(stored)] });
      time += 1_000;
      expect(floor.feed.now.orders.outPerSecond).toBe(0);
    }
  });

  test("tells at once of a hundred things that happen together", async () => {
    const floor = aFloor();
    const { sequence } = floor.feed.now;
    for (let number = 1; number <= 100; number++) {
      floor.figures.note(202, '{"orders":[{"status":"accepted"}]}', number);
      floor.publishSoon();
    }
    await floor.feed.newerThan(sequence, 10_000, new AbortController().signal);
    expect(floor.feed.now).toMatchObject({
      sequence: sequence + 1,
      cashier: { accepted: 100, refused: 0, p50Ms: 50, p95Ms: 95 },
    });
  });
});

describe("the inboxes", () => {
  const message = (text: string) => ({
    customer: "1",
    protocol: "sms" as const,
    newsletter: null,
    subject: null,
    text,
    receivedAt: "2026-11-22T08:00:00.000Z",
  });

  test("show the newest, cut to what a page shows, each with an id of its own", () => {
    const messages = line(100, 0, 1).map((place) => message(`${place} ${"x".repeat(place === 99 ? 5_000 : 1)}`));
    const { count, newest } = inboxState({ count: 250, messages: () => messages })();
    expect([count, newest.length]).toEqual([250, 60]);
    expect(newest[0]).toMatchObject({ id: "250", text: expect.stringMatching(/^99 x{997}…$/) });
    expect(newest[59]).toMatchObject({ id: "191", text: "40 x" });
  });

  test("are read only when something has arrived", () => {
    let reads = 0;
    const source = {
      count: 1,
      messages: () => {
        reads += 1;
        return [message("x")];
      },
    };
    const state = inboxState(source);
    expect(state()).toBe(state());
    expect(reads).toBe(1);
    source.count = 2;
    expect(state().count).toBe(2);
  });
});

test("the commands beside the places name the queues of the shop and carry no credentials", () => {
  const local = awsNamesOf(closedShop());
  expect(local.orders.command).toBe(
    "aws sqs get-queue-attributes --queue-url http://localhost:1/000000000000/OrdersQueueUrl --attribute-names All --region us-east-1 --endpoint-url http://localhost:1 --no-sign-request",
  );
  const { endpoint: _, ...rest } = closedShop();
  const aws = awsNamesOf({ ...rest, target: "aws", region: "eu-west-1" });
  expect(aws.barista.command).toBe(
    "aws lambda get-event-source-mapping --uuid BaristaEventSourceId --region eu-west-1",
  );
  expect(JSON.stringify([local, aws])).not.toMatch(/secret|AKIA|token/i);
});
