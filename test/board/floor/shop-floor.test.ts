import { awsNamesOf } from "../../../board/floor/aws-names";
import { inboxState } from "../../../board/floor/inbox-state";
import { aFloor, closedShop } from "../support/a-board";

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
    expect(now).toMatchObject({
      at: 5_000,
      engine: "answering",
      orders: {
        waiting: 4,
        inHand: 2,
        delayed: 0,
        oldestAgeSeconds: 3,
        inPerSecond: 0,
        outPerSecond: 0,
        secondsToDrain: null,
      },
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
    const messages = Array.from({ length: 100 }, (_, place) =>
      message(`${place} ${"x".repeat(place === 99 ? 5_000 : 1)}`),
    );
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

describe("the commands beside the places", () => {
  test("name the queues of the shop and carry no credentials", () => {
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
});
