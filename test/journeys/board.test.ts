import { randomUUID } from "node:crypto";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { BoardState } from "../../board/state";
import { switchBarista } from "../../operations/barista";
import { peekQueue } from "../../operations/peek-queue";
import { anOrder } from "../lambda/support/orders";
import { boardAction } from "../support/board-action";
import { A_WHILE_MS, until } from "../support/until";
import { onTheBoard, sharedShop, untilOnTheBoard, untilQuiet } from "./shared-shop";

const shop = sharedShop();
const { signal } = new AbortController();

const act = (name: string, body: object = {}) => boardAction(shop.board ?? "", name, body);

/** Follows the stream of the board with a client that keeps to the contract and to nothing else. */
const followBoard = async () => {
  const stop = new AbortController();
  const response = await fetch(`${shop.board}/api/stream`, { signal: stop.signal });
  let state: BoardState | undefined;
  const reading = (async () => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const one of events) {
        const [, event, data = ""] = /^event: (\w+)\nid: \d+\ndata: (.*)$/.exec(one) ?? [];
        if (event === "snapshot") state = JSON.parse(data);
        else if (event === "change" && state !== undefined) {
          const { depthAdded = [], ...change } = JSON.parse(data);
          state = { ...state, ...change, depth: [...state.depth, ...depthAdded] };
        }
      }
    }
  })().catch(() => undefined);
  const now = () => state;
  await until("there is a snapshot", A_WHILE_MS, () => now() !== undefined);
  return {
    until: (what: string, ask: (state: BoardState) => boolean) =>
      until(what, A_WHILE_MS, () => (state !== undefined && ask(state) ? state : undefined)),
    stop: async () => {
      stop.abort();
      await reading;
    },
  };
};

let board: Awaited<ReturnType<typeof followBoard>>;
beforeEach(async () => {
  await untilQuiet(shop);
  board = await followBoard();
});
afterEach(async () => {
  await act("tight-barista", { to: "back" });
  await switchBarista(shop, true, signal);
  await board.stop();
});

describe("the order board (engine)", () => {
  it("shows an order from the counter to the pickup board", async () => {
    const before = await board.until("it answers", ({ engine }) => engine === "answering");
    const [status, { orderId }] = await act("place-order", { drink: "cortado", pickupName: "Grace" });
    expect(status).toBe(200);
    const after = await board.until(
      "it is ready, and its acceptance is shown",
      ({ ready, cashier }) =>
        ready.newest.some((order) => order.orderId === orderId) && cashier.accepted > before.cashier.accepted,
    );
    expect(after.ready.count).toBe(before.ready.count + 1);
    expect(after.cashier.accepted).toBe(before.cashier.accepted + 1);
    expect(after.cashier.p95Ms).toBeGreaterThan(0);
  });

  it("shows the queue fill while the barista is away, and drain", async () => {
    const beganAt = Date.now();
    expect(await act("barista", { to: "away" })).toEqual([200, { state: "Disabled" }]);
    const [, { id }] = await act("rush", { orders: 50 });
    const full = await board.until("all wait", ({ orders }) => orders.waiting === 50);
    expect(full).toMatchObject({ barista: { state: "Disabled" }, orders: { secondsToDrain: null } });
    expect(full.orders.inPerSecond).toBeGreaterThan(0);
    const rushed = await board.until("all are accepted", ({ rushes }) =>
      rushes.some((rush) => rush.id === id && rush.accepted === 50),
    );
    expect(rushed.rushes.find((rush) => rush.id === id)).toMatchObject({ refused: 0, ready: 0, done: false });
    expect(await act("barista", { to: "back" })).toEqual([200, { state: "Enabled" }]);
    const drained = await board.until(
      "all are ready",
      ({ rushes, orders }) =>
        orders.waiting + orders.inHand === 0 && rushes.some((rush) => rush.id === id && rush.done),
    );
    expect(drained.rushes.find((rush) => rush.id === id)).toMatchObject({ accepted: 50, ready: 50 });
    expect(drained.marks.map(({ text }) => text).slice(-3)).toEqual([
      "barista away",
      "rush of 50 orders",
      "barista back",
    ]);
    const since = drained.depth.filter(([at]) => at >= beganAt);
    expect(Math.max(...since.map(([, waiting]) => waiting))).toBe(50);
  });

  it("peeks without taking, lets somebody walk off, and sees the order come back", async () => {
    await act("barista", { to: "away" });
    const [, { orderId }] = await act("place-order", {
      drink: "mocha",
      pickupName: "Edsger",
      notify: { sms: "+15550100007" },
    });
    await board.until("it waits", ({ orders }) => orders.waiting === 1);
    for (const _ of [1, 2]) {
      const [, seen] = await act("peek", { queue: "orders" });
      expect(seen).toMatchObject({
        shown: 1,
        total: 1,
        messages: [{ orderId, pickupName: "Edsger", receiveCount: 0 }],
      });
      expect(JSON.stringify(seen)).not.toContain("5550100007");
    }
    expect(await act("walk-off", { seconds: 10 })).toMatchObject([200, { orderId }]);
    await board.until("it is in flight", ({ orders }) => orders.inHand === 1 && orders.waiting === 0);
    await board.until("it is back", ({ orders }) => orders.inHand === 0 && orders.waiting === 1);
    expect(await act("peek", { queue: "orders" })).toMatchObject([200, { messages: [{ orderId, receiveCount: 1 }] }]);
    await act("barista", { to: "back" });
    await untilOnTheBoard(shop, [orderId]);
  });

  it("dead-letters a bad order, moves back what has a chance, and purges the rest", async () => {
    await act("purge", { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" });
    await board.until("nothing is dead", ({ deadLetter }) => deadLetter.waiting === 0);
    const [, bad] = await act("bad-order");
    expect(bad).toMatchObject({ cashier: { status: 400, faults: [{ path: "drink" }] } });
    await board.until("it is dead", ({ deadLetter }) => deadLetter.waiting === 1);
    const good = randomUUID();
    const order = { ...anOrder(1), orderId: good };
    await shop.sqs.send(
      new SendMessageCommand({ QueueUrl: shop.output("OrdersDeadLetterQueueUrl"), MessageBody: JSON.stringify(order) }),
    );
    const [, plan] = await act("redrive", { dryRun: true });
    expect(plan).toMatchObject({ found: 2, moved: 0, kept: 2, failed: 0 });
    const would = plan.messages.map(({ orderId, wouldMove }: { orderId: string; wouldMove: boolean }) => [
      orderId,
      wouldMove,
    ]);
    expect(new Map(would)).toEqual(
      new Map([
        [bad.queued.orderId, false],
        [good, true],
      ]),
    );
    expect(await act("redrive", { dryRun: false })).toMatchObject([200, { found: 2, moved: 1, kept: 1, failed: 0 }]);
    await untilOnTheBoard(shop, [good]);
    expect((await peekQueue(shop, "ordersDeadLetter", 10)).map(({ orderId }) => orderId)).toEqual([bad.queued.orderId]);
    expect(await act("purge", { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" })).toEqual([
      200,
      { purged: 1 },
    ]);
    await board.until("nothing is dead", ({ deadLetter }) => deadLetter.waiting === 0);
  });

  it("makes an order that arrives twice once", async () => {
    const [, { orderId }] = await act("twice");
    await untilOnTheBoard(shop, [orderId]);
    await untilQuiet(shop);
    expect(await onTheBoard(shop, [orderId])).toMatchObject([{ orderId, deliveries: 1 }]);
  });

  it("sets the tightly coupled exhibit beside it: customers are turned away where the queue keeps their orders", async () => {
    await board.until(
      "both baristas are seen",
      ({ exhibit, barista }) => exhibit.barista === "back" && barista.state === "Enabled",
    );
    await act("barista", { to: "away" });
    expect(await act("tight-barista", { to: "away" })).toEqual([200, { state: "Disabled" }]);
    await board.until(
      "both are away",
      ({ exhibit, barista }) => exhibit.barista === "away" && barista.state === "Disabled",
    );
    const ids = [(await act("rush", { orders: 10 }))[1].id, (await act("tight-rush", { orders: 10 }))[1].id];
    const of = ({ rushes }: BoardState) => ids.map((id) => rushes.find((rush) => rush.id === id));
    const answered = await board.until("both counters have answered", (state) =>
      of(state).every((rush) => rush !== undefined && rush.accepted + rush.refused === 10),
    );
    expect(of(answered)).toMatchObject([
      { kind: "orders", accepted: 10, refused: 0 },
      { kind: "tight", accepted: 0, refused: 10, ready: 0 },
    ]);
    expect(await act("tight-barista", { to: "back" })).toEqual([200, { state: "Enabled" }]);
    await act("barista", { to: "back" });
    await board.until("the kept orders are ready", (state) => of(state)[0]?.ready === 10);
    const again = (await act("tight-rush", { orders: 10 }))[1].id;
    await board.until("the exhibit serves again", ({ rushes }) =>
      rushes.some(({ id, ready }) => id === again && ready === 10),
    );
  });

  it("publishes an issue into the inboxes of those who are subscribed, and of nobody else", async () => {
    const member = { newsletter: "coupons", protocol: "sms", customer: "3" };
    expect(await act("subscribe", member)).toMatchObject([200, { changed: true }]);
    const reached = async (subject: string) => {
      expect(await act("publish", { newsletter: "coupons", subject, text: "Half price." })).toMatchObject([200, {}]);
      const isIt = ({ protocol, text }: { protocol: string; text: string }) =>
        protocol === "sms" && text.startsWith(subject);
      const arrived = await board.until("customer 1 has it", ({ inbox }) =>
        inbox.newest.some((one) => isIt(one) && one.customer === "1"),
      );
      return arrived.inbox.newest.filter(isIt).map(({ customer }) => customer);
    };
    try {
      await until("customer 3 has it as well", A_WHILE_MS, async () =>
        (await reached(`Early ${randomUUID().slice(0, 8)}`)).includes("3"),
      );
    } finally {
      expect(await act("unsubscribe", member)).toEqual([200, { removed: true }]);
    }
    expect(await reached(`Late ${randomUUID().slice(0, 8)}`)).toEqual(["1"]);
  });
});
