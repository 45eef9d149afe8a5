import { join } from "node:path";
import { BoardServer } from "../../board/board-server";
import type { BoardSources } from "../../board/board-sources";
import { openLocalBoard } from "../../board/open-local-board";
import { PickupBoard } from "../../board/pickup-board";
import { Inbox } from "../../local/sns-delivery/inbox";
import { localShop } from "../../operations/local-shop";
import { eachTestHasAFakeShop, message, openFakeShop, queueOf } from "../cli/support/fake-shop";
import { ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../lambda/support/orders";
import { boardAction } from "../support/board-action";
import { eachTestHasAFolder } from "../support/folder";
import { until } from "../support/until";
import { aBoard } from "./support/a-board";

const folder = eachTestHasAFolder();
const DEADLINE_MS = 20_000;
const ADAS_MAIL = "ada@example.com";
const MEMBER = { newsletter: "trivia", protocol: "email" };

const fake = eachTestHasAFakeShop();
let board: BoardServer;
let sources: BoardSources;
let pickup: PickupBoard;
let closing: AbortController;
let closed: Promise<void>;
let complaints: string[];

beforeEach(async () => {
  closing = new AbortController();
  complaints = [];
  pickup = new PickupBoard(join(folder(), "ready.jsonl"));
  const opened = openLocalBoard({
    file: fake.file,
    shop: localShop(fake.file),
    pickupBoard: pickup,
    inbox: new Inbox(join(folder(), "inbox.jsonl")),
    customers: [{ customer: "1", subscriptions: [{ newsletter: "trivia", protocol: "email", endpoint: ADAS_MAIL }] }],
    devices: new Map(),
    signal: closing.signal,
    complain: (line) => complaints.push(line),
  });
  ({ sources, closed } = opened);
  board = await BoardServer.open(0);
  board.show(sources);
});
afterEach(async () => {
  closing.abort();
  await board.close();
  await closed;
});

const act = (name: string, body: object = {}) => boardAction(board.url, name, body);

/** An action that is refused for what is wrong in one field. */
const refusedFor = (path: string) => [400, { faults: [{ path }] }];

const state = () => sources.floor.feed.now;
const waiting = () => queueOf(fake, "OrdersQueueUrl");
const dead = () => queueOf(fake, "OrdersDeadLetterQueueUrl");

describe("place-order", () => {
  test("places one order at the cashier, who is asked directly and counted", async () => {
    const order = { drink: "latte", size: "small", pickupName: "Ada" };
    const placed = { orderId: expect.any(String), status: "accepted", ms: expect.any(Number) };
    expect(await act("place-order", order)).toEqual([200, placed]);
    expect(fake.asked.map(({ body }) => JSON.parse(body))).toEqual([order]);
    await until("it is counted", DEADLINE_MS, () => state().cashier.accepted === 1);
    expect(state().cashier).toMatchObject({ refused: 0, p95Ms: expect.any(Number) });
  });

  test("passes on what the cashier finds wrong", async () => {
    fake.cashierFailures.push(400);
    expect(await act("place-order", { drink: "tea", pickupName: "Ada", notify: { sms: "1" } })).toEqual([
      400,
      { error: "nothing was done: notify.sms: is wrong", faults: [{ path: "notify.sms", message: "is wrong" }] },
    ]);
    expect(await act("place-order", { drink: 7, pickupName: "Ada" })).toMatchObject(refusedFor("drink"));
  });

  test("says when the cashier could not store it", async () => {
    fake.cashierFailures.push(...Array(6).fill(503));
    expect(await act("place-order", { drink: "tea", pickupName: "Ada" })).toEqual([
      502,
      { error: "the cashier could not store it in the orders queue" },
    ]);
  });
});

describe("rush", () => {
  test("answers at once, and the state tells when orders are accepted and when they are ready", async () => {
    fake.baristaWorks = false;
    const [status, { id }] = await act("rush", { orders: 23 });
    expect(status).toBe(200);
    await until("all are accepted", DEADLINE_MS, () => state().rushes[0]?.accepted === 23);
    expect(state().rushes).toMatchObject([{ id, kind: "orders", orders: 23, refused: 0, ready: 0, done: false }]);
    expect(state().marks).toMatchObject([{ text: "rush of 23 orders" }]);
    const made = waiting().map(({ body }, number) => {
      const order = { ...aFinishedOrder(number), orderId: JSON.parse(body).orderId };
      return { MessageId: `m${number}`, Body: JSON.stringify(order) };
    });
    pickup.take(made);
    await until("all are ready", DEADLINE_MS, () => state().rushes[0]?.done === true);
    expect(state()).toMatchObject({ rushes: [{ ready: 23 }], ready: { count: 23 }, cashier: { accepted: 23 } });
    expect(state().ready.newest).toHaveLength(12);
  });

  test.each([0, 10_001, 1.5, "50"])("takes from 1 to 10000 orders, not %p", async (orders) => {
    expect(await act("rush", { orders })).toMatchObject(refusedFor("orders"));
  });
});

describe("fault injection", () => {
  test("bad-order is refused at the counter and taken by the queue", async () => {
    fake.cashierFailures.push(400);
    const [status, { cashier, queued }] = await act("bad-order");
    expect([status, cashier]).toEqual([200, { status: 400, faults: [{ path: "notify.sms", message: "is wrong" }] }]);
    expect(queued).toEqual({ orderId: expect.any(String), messageId: waiting()[0]?.id });
    expect(waiting()[0]?.body).toContain("motor oil");
  });

  test("twice sends one order in two messages", async () => {
    const [status, placed] = await act("twice");
    expect(status).toBe(200);
    expect(waiting().map(({ body }) => JSON.parse(body).orderId)).toEqual([placed.orderId, placed.orderId]);
  });

  test("walk-off takes one out of sight", async () => {
    const error = expect.stringContaining("no order waits");
    expect(await act("walk-off", { seconds: 5 })).toMatchObject([502, { error }]);
    waiting().push(message(anOrder(1)));
    expect(await act("walk-off", { seconds: 5 })).toMatchObject([200, { orderId: orderId(1) }]);
    expect(waiting()).toMatchObject([{ hidden: true, receives: 1 }]);
  });
});

test("the barista goes away and comes back, and the state follows", async () => {
  await until("the barista is seen", DEADLINE_MS, () => state().barista.state === "Enabled");
  expect(await act("barista", { to: "away" })).toEqual([200, { state: "Disabled" }]);
  await until("they are away", DEADLINE_MS, () => state().barista.state === "Disabled");
  expect(await act("barista", { to: "back" })).toEqual([200, { state: "Enabled" }]);
  await until("they are back", DEADLINE_MS, () => state().barista.state === "Enabled");
  expect(state().marks.map(({ text }) => text)).toEqual(["barista away", "barista back"]);
});

describe("peek", () => {
  test("shows messages without their contacts, and leaves them", async () => {
    waiting().push(message(anOrder(1, { notify: { sms: ADAS_PHONE } })), message(anOrder(2)));
    const [status, result] = await act("peek", { queue: "orders" });
    expect([status, result]).toMatchObject([200, { shown: 2, total: 2 }]);
    expect(result.messages[0]).toEqual({
      messageId: waiting()[0]?.id,
      orderId: orderId(1),
      drink: "latte",
      pickupName: "Ada",
      receiveCount: 0,
      ageSeconds: expect.any(Number),
      reason: null,
      hopeless: false,
      body: expect.stringContaining('"notify":"…"'),
    });
    expect(JSON.stringify(result)).not.toContain("5550142");
    expect(waiting()).toMatchObject([{ receives: 0 }, { receives: 0 }]);
  });

  test("reads the two queues of orders", async () => {
    dead().push(message("no order", { reason: "is not JSON" }));
    const messages = [{ reason: "is not JSON" }];
    expect(await act("peek", { queue: "ordersDeadLetter" })).toMatchObject([200, { messages }]);
    expect(await act("peek", { queue: "undelivered" })).toMatchObject(refusedFor("queue"));
  });
});

test("redrive tells in a dry run how many of the whole queue would move, lists the first hundred, and leaves them", async () => {
  const possible = Array.from({ length: 105 }, (_, number) => message(anOrder(number)));
  dead().push(message("no order"), ...possible, message("no order either"));
  const [status, { messages, ...counts }] = await act("redrive", { dryRun: true });
  expect([status, counts]).toEqual([200, { found: 107, moved: 0, kept: 107, failed: 0, wouldMove: 105, more: false }]);
  expect(messages).toHaveLength(100);
  expect(messages.slice(0, 2)).toMatchObject([
    { orderId: null, wouldMove: false },
    { orderId: orderId(0), wouldMove: true },
  ]);
  expect(dead()).toHaveLength(107);
});

test("purge deletes a queue whose name was typed, and no other", async () => {
  dead().push(message("x"), message("y"));
  for (const confirm of ["", "orders", "ordersdeadletter"]) {
    expect(await act("purge", { queue: "ordersDeadLetter", confirm })).toMatchObject(refusedFor("confirm"));
  }
  expect(dead()).toHaveLength(2);
  expect(await act("purge", { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" })).toEqual([200, { purged: 2 }]);
  expect(dead()).toHaveLength(0);
  expect(await act("purge", { queue: "all", confirm: "all" })).toMatchObject(refusedFor("queue"));
});

describe("newsletters", () => {
  test("publish hands an issue to the editor, or says what is wrong with it", async () => {
    const issue = { newsletter: "trivia", subject: "Beans", text: "Grow on trees." };
    expect(await act("publish", issue)).toMatchObject([200, { issueId: "issue-1" }]);
    expect(fake.invocations.map((body) => JSON.parse(body))).toEqual([{ ...issue, issueId: expect.any(String) }]);
    expect(await act("publish", { ...issue, subject: "" })).toMatchObject(refusedFor("subject"));
    fake.editorFailure = "the topic is gone";
    expect(await act("publish", issue)).toEqual([502, { error: "the editor did not publish it: the topic is gone" }]);
  });

  test("subscribe and unsubscribe go through membership, by address or by customer", async () => {
    const answer = { subscription: { newsletter: "trivia", protocol: "email", status: "pending" }, changed: true };
    fake.membership.answers.push({ status: 200, body: answer }, { status: 200, body: { removed: true } });
    const byAddress = { ...MEMBER, endpoint: ADAS_MAIL, audience: "students" };
    expect(await act("subscribe", byAddress)).toEqual([200, answer]);
    expect(await act("unsubscribe", { ...MEMBER, customer: "1" })).toEqual([200, { removed: true }]);
    expect(fake.membership.asked).toMatchObject([
      { method: "POST", input: { endpoint: ADAS_MAIL, audience: "students" } },
      { method: "DELETE", input: { endpoint: ADAS_MAIL } },
    ]);
  });

  test("subscribe passes on what membership finds wrong, and wants to know whom", async () => {
    const faults = [{ path: "endpoint", message: "must be an email address" }];
    fake.membership.answers.push({ status: 400, body: { error: "no", faults } });
    expect(await act("subscribe", { ...MEMBER, endpoint: "x" })).toMatchObject([400, { faults }]);
    expect(await act("subscribe", MEMBER)).toMatchObject(refusedFor("endpoint"));
    expect(await act("subscribe", { ...MEMBER, customer: "99" })).toMatchObject(refusedFor("customer"));
  });
});

test("a shop that does not answer is named as the reason, the state says so, and recovers with it", async () => {
  await until("the shop is seen", DEADLINE_MS, () => state().at > 0);
  const { port } = new URL(fake.file.endpoint);
  await fake.close();
  const error = expect.stringContaining("ECONNREFUSED");
  expect(await act("purge", { queue: "orders", confirm: "orders" })).toMatchObject([503, { error }]);
  sources.watchers.come(() => undefined);
  await until("the state says so", DEADLINE_MS, () => state().engine === "silent");
  expect(complaints[0]).toMatch(/^the board cannot see the shop: ./);
  // Connections that break and connections that are refused are two reasons.
  expect(complaints.length).toBeLessThanOrEqual(2);
  await openFakeShop(Number(port), fake);
  await until("it answers again", DEADLINE_MS, () => state().engine === "answering");
});

test.each([
  ["place-order", { drink: "latte", pickupName: "Ada", pickupLocaton: "terrace" }, "did you mean pickupLocation?"],
  ["rush", { orders: 1, baristas: 2 }, "(known: orders)"],
  ["bad-order", { drink: "latte" }, "(known: none)"],
  ["walk-off", { seconds: 1, second: 1 }, "did you mean seconds?"],
  ["barista", { to: "away", for: "ever" }, "did you mean to?"],
  ["peek", { queue: "orders", aceptReceive: true }, "did you mean acceptReceive?"],
  ["redrive", { dryRun: false, matches: "motor oil" }, "did you mean match?"],
  ["purge", { queue: "orders", confirm: "orders", dryRun: true }, "(known: queue, confirm)"],
  ["subscribe", { ...MEMBER, endpoint: ADAS_MAIL, audiance: "students" }, "did you mean audience?"],
  ["unsubscribe", { ...MEMBER, endpoint: ADAS_MAIL, endpint: ADAS_MAIL }, "did you mean endpoint?"],
  [
    "publish",
    { newsletter: "trivia", subject: "Beans", text: "Seeds", audiance: "students" },
    "did you mean audience?",
  ],
])("%s does nothing when a field is none of its own: %j", async (name, body, hint) => {
  dead().push(message(anOrder(1)));
  const [status, { faults }] = await act(name, body);
  expect([status, faults]).toEqual([400, [{ path: expect.any(String), message: expect.stringContaining(hint) }]]);
  expect([dead().length, waiting(), fake.asked, fake.invocations, fake.membership.asked]).toEqual([1, [], [], [], []]);
});

test("the exhibit is not there for actions where it is not deployed", async () => {
  const without = aBoard();
  board.show(without);
  expect(await act("tight-rush", { orders: 5 })).toEqual([404, { error: "the exhibit is not deployed" }]);
  expect(await act("tight-barista", { to: "away" })).toEqual([404, { error: "the exhibit is not deployed" }]);
  expect(without.floor.feed.now.exhibit).toEqual({ deployed: false });
});
