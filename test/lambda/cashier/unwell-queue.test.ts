import { SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { storeOrders } from "../../../lambda/cashier/store-orders";
import type { Order } from "../../../lambda/messages/order";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { cashierServices } from "../support/cashier-services";
import { messagesOf, replyStored } from "../support/local-aws";
import { localServer, towards } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";
import { type QueueFault, unwellQueue } from "../support/unwell-queue";

const { lines, facts } = eachTestLogs();
const PROMISED_MS = 5_000;
/** As the cashier is deployed. */
const settings = boundedClient({ attempts: 3, requestTimeout: 1_100 });
const key = { "idempotency-key": "key-1" };
const answered = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });
const three = { orders: ["latte", "tea", "mocha"].map((drink) => ({ drink, pickupName: "Ada" })) };

/** Asks the cashier for three drinks while the queue is the given one, through the real client. */
const order = async (queue: { readonly url: string }, deadlineMs?: number) => {
  const client = new SQSClient({ ...settings, ...towards(queue) });
  const store = storeOrders(client, `${queue.url}/000000000000/orders`);
  const started = Date.now();
  const services = { storeOrders: (orders: readonly Order[]) => store(orders, deadlineMs) };
  const answer = await cashierServices().ask({ body: three, headers: key }, services);
  client.destroy();
  const { orders } = v.parse(answered, answer.body);
  const accepted = orders.flatMap((one) => (one.status === "accepted" ? [one.orderId] : []));
  return { status: answer.status, tookMs: Date.now() - started, ids: orders.map((one) => one.orderId), accepted };
};

const reasons = () => facts().map(({ reason }) => reason);

/** What the cashier says while the queue has a fault that does not pass. */
const lasting: readonly (readonly [QueueFault, 202 | 207 | 503])[] = [
  ["is silent for 20 s", 503],
  ["answers 503", 503],
  ["answers 503 and asks to wait for 20 s", 503],
  ["throttles", 503],
  ["is slow: 0.8 s", 202],
  ["is slow: 2 s", 503],
  ["stores and hangs up", 503],
  ["stores and answers 500", 503],
  ["hangs up", 503],
  ["resets the connection", 503],
  ["answers in pieces that never end", 503],
  ["answers half", 503],
  ["answers with what is not JSON", 503],
  ["answers with an empty object", 503],
  ["answers with wrong digests", 503],
  ["stores and says that it failed", 503],
  ["stores all but the second, and says so", 207],
  ["stores the first alone, and mentions no other", 207],
];

describe("the cashier answers in time, and never accepts what is not stored, although SQS (a local stand-in)", () => {
  const cases = lasting.map(([fault, status]) => ({ fault, status, queue: unwellQueue([], fault) }));
  /** All at the same time: most of them wait for most of the promised time. */
  const answers = () => cases.map(async ({ queue }) => order(await queue));
  let all: readonly ReturnType<typeof order>[];
  beforeAll(() => {
    all = answers();
    for (const answer of all) answer.catch(() => undefined);
  });
  afterAll(() => Promise.all(cases.map(async ({ queue }) => (await queue).close())));

  const places = cases.map(({ fault, status }, place) => [fault, status, place] as const);
  test.each(places)("%s, each time: %d", async (_, expected, place) => {
    const { status, tookMs, accepted } = (await all[place]) ?? {};
    expect(status).toBe(expected);
    expect(tookMs).toBeLessThan(PROMISED_MS - 500);
    const stored = new Set((await cases[place]?.queue)?.stored);
    expect(accepted?.filter((id) => !stored.has(id))).toEqual([]);
  });
});

describe("the cashier takes the orders, each under one id, although SQS (a local stand-in), once,", () => {
  const passing = lasting.filter(([, status]) => status === 503).map(([fault]) => fault);
  test.each(passing)("%s: with the same request, or with the next", async (fault) => {
    const queue = await unwellQueue([fault], "is well");
    const first = await order(queue);
    const { status, ids } = first.status === 503 ? await order(queue) : first;
    expect(status).toBe(202);
    expect(ids).toEqual(first.ids);
    expect(new Set(queue.stored)).toEqual(new Set(ids));
    await queue.close();
  });
});

test("a queue that is not there at all is a 503", async () => {
  const queue = await unwellQueue([], "is well");
  await queue.close();
  expect(await order(queue)).toMatchObject({ status: 503, accepted: [] });
});

test("a deadline ends a call wherever it is: within its answer, between two attempts", async () => {
  for (const fault of ["answers in pieces that never end", "answers 503 and asks to wait for 20 s"] as const) {
    const queue = await unwellQueue([], fault);
    const { status, tookMs } = await order(queue, 400);
    expect([status, tookMs < 1_000]).toEqual([503, true]);
    await queue.close();
  }
  expect(reasons()).toEqual(["DeadlinePassed", "DeadlinePassed"]);
});

test("without any time left the queue is not asked: 503 at once", async () => {
  const queue = await unwellQueue([], "is well");
  expect(await order(queue, 0)).toMatchObject({ status: 503, accepted: [] });
  expect(queue.stored).toEqual([]);
  expect(reasons()).toEqual(["DeadlinePassed"]);
  await queue.close();
});

test("a deadline that passed is given up for good: the request is cut off", async () => {
  let cut: () => void = () => undefined;
  const isCut = new Promise<void>((resolve) => {
    cut = resolve;
  });
  const server = await localServer((_, response) => void response.on("close", cut));
  const client = new SQSClient({ ...settings, ...towards(server) });
  expect(await storeOrders(client, `${server.url}/000000000000/orders`)([anOrder(1)], 100)).toEqual(new Set());
  await isCut;
  expect(server.requests.flatMap(messagesOf).map((message) => JSON.parse(message).orderId)).toEqual([orderId(1)]);
  client.destroy();
  await server.close();
});

test("what a healthy queue stored is accepted without a word in the log", async () => {
  const server = await localServer(replyStored);
  expect(await order(server)).toMatchObject({ status: 202 });
  expect(lines()).toEqual([]);
  await server.close();
});
