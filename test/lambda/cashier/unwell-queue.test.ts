import { SQSClient } from "@aws-sdk/client-sqs";
import { STORE_DEADLINE_MS, storeOrders } from "../../../lambda/cashier/store-orders";
import { takeOrders } from "../../../lambda/cashier/take-orders";
import { boundedClient } from "../../../lambda/shared/bounded-client";
import { aRequest, aTill } from "../support/counter";
import { type LocalServer, localServer, towards } from "../support/local-server";
import { keepLogLines } from "../support/log-lines";
import { anOrder, orderId } from "../support/orders";
import { messagesOf, replyStored } from "../support/stored-reply";

const PROMISED_MS = 5_000;
/** As the cashier is deployed. */
const settings = boundedClient({ attempts: 3, requestTimeout: 1_100 });

let server: LocalServer;
let lines: () => readonly string[];
beforeEach(() => {
  lines = keepLogLines();
});
afterEach(() => server.close());

/** Asks the cashier for a latte while the queue is the given server, through the real client. */
const order = async (deadlineMs = STORE_DEADLINE_MS) => {
  const client = new SQSClient({ ...settings, ...towards(server) });
  const store = storeOrders(client, `${server.url}/000000000000/orders`, deadlineMs);
  const started = Date.now();
  const answer = await takeOrders(aRequest(), { ...aTill().till, storeOrders: store });
  client.destroy();
  return { status: answer.status, tookMs: Date.now() - started };
};
const reasons = () => lines().map((line) => JSON.parse(line).reason);

describe("the cashier answers in time although SQS (a local stand-in)", () => {
  test("never answers", async () => {
    server = await localServer(() => undefined);
    const { status, tookMs } = await order();
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(PROMISED_MS - 500);
    expect(server.requests).toHaveLength(3);
  }, 10_000);

  test("begins its answer and never ends it", async () => {
    server = await localServer((_, response) => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).write('{"Successful":[');
    });
    const { status, tookMs } = await order(400);
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(1_000);
    expect(reasons()).toEqual(["DeadlinePassed"]);
  });

  test("answers 503 each time", async () => {
    server = await localServer((_, response) => void response.writeHead(503).end());
    const { status, tookMs } = await order();
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(2_000);
    expect(server.requests).toHaveLength(3);
  });

  test("hangs up each time", async () => {
    server = await localServer((_, response) => void response.destroy());
    const { status, tookMs } = await order();
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(2_000);
  });

  test("is not there at all", async () => {
    server = await localServer(() => undefined);
    await server.close();
    expect(await order()).toMatchObject({ status: 503 });
  });

  test("answers 200 with what is not JSON", async () => {
    server = await localServer((_, response) => void response.writeHead(200).end("<html>"));
    expect(await order()).toMatchObject({ status: 503 });
  });

  test("answers 503 once and then takes the order", async () => {
    server = await localServer((body, response) => {
      if (server.requests.length === 1) return void response.writeHead(503).end();
      replyStored(body, response);
    });
    expect(await order()).toMatchObject({ status: 202 });
    expect(lines()).toEqual([]);
  });
});

test("a deadline that passed is given up for good: the request is cut off", async () => {
  let cut = false;
  server = await localServer((_, response) => void response.on("close", () => (cut = true)));
  const client = new SQSClient({ ...settings, ...towards(server) });
  expect(await storeOrders(client, `${server.url}/000000000000/orders`, 100)([anOrder(1)])).toEqual(new Set());
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(cut).toBe(true);
  expect(server.requests.flatMap(messagesOf).map((message) => JSON.parse(message).orderId)).toEqual([orderId(1)]);
  client.destroy();
});
