import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { orderIdFor } from "../../../lambda/cashier/take-orders";
import { type OrderRequest, orderRequestParser } from "../../../lambda/messages/order";
import { STACK_OUTPUTS } from "../../../lib/output-names";
import type { ShopFile } from "../../../operations/shop-file";
import { answerAws } from "./fake-aws";

/** A message in a queue of the fake. */
export interface FakeMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
  hidden: boolean;
  readonly reason?: string;
}

/** What the fake knows and how it behaves; tests change it as they need. */
const freshShop = (address: string) => ({
  file: shopFileAt(address),
  /** How the command line names it. */
  title: `LOCAL 000000000000 @ ${new URL(address).host}\n`,
  queues: new Map<string, FakeMessage[]>(),
  ready: [] as { orderId: string; readyAt: string; deliveries: number }[],
  inbox: [] as unknown[],
  baristaWorks: true,
  /** Whether the exhibit's barista is at work. */
  tightBaristaWorks: true,
  /** Keys of the requests that reached the exhibit's cashier. */
  tightlyAsked: [] as string[],
  /** Answers that the cashier gives before it does its work again: status, or "hang up". */
  cashierFailures: [] as (number | "hang up")[],
  /** Bodies and keys that reached the cashier. */
  asked: [] as { key: string; body: string; authorization: string | undefined }[],
  /** Names of the AWS actions that were called. */
  actions: [] as string[],
  /** Whether the engine can list messages; AWS cannot. */
  listsMessages: true,
  /** How far this clock is ahead of the operator's. */
  clockAheadMs: 0,
  /** What the editor was handed. */
  invocations: [] as string[],
  subscriptions: [] as { arn: string; protocol: string; endpoint: string; attributes: Record<string, string> }[],
  editorFailure: undefined as string | undefined,
  editorFailureType: "IssueRefused",
  membership: { asked: [], answers: [] } as FakeMembership,
  /** What the account says about SMS. */
  sms: { sandbox: false, limit: "50", optedOut: 0, prefixes: "+1" },
});

export type FakeShop = ReturnType<typeof freshShop> & { close(): Promise<void> };

export const queueOf = (shop: FakeShop, name: string): FakeMessage[] => {
  const queue = shop.queues.get(name) ?? [];
  shop.queues.set(name, queue);
  return queue;
};

export const message = (body: unknown, more: Partial<FakeMessage> = {}): FakeMessage => ({
  id: randomUUID(),
  body: typeof body === "string" ? body : JSON.stringify(body),
  sentAt: Date.now(),
  receives: 0,
  hidden: false,
  ...more,
});

/** A fake shop for each test of a file: the same object, as new. */
export const eachTestHasAFakeShop = (): FakeShop => {
  const shop = {} as FakeShop;
  beforeEach(() => openFakeShop(0, shop));
  afterEach(() => shop.close());
  return shop;
};

/** Each test runs in the environment of somebody who is logged in at the fake, taken for AWS, and who has nothing else. */
export const eachTestIsLoggedIn = (shop: FakeShop): void => {
  const before = process.env;
  beforeEach(() => {
    process.env = {
      PATH: before["PATH"],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      HOME: "/nowhere",
      AWS_ENDPOINT_URL: shop.file.endpoint,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_REGION: "eu-west-1",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  });
  afterEach(() => {
    process.env = before;
  });
};

/**
 * The board, the cashier and the engine of a shop, as one HTTP server without anything behind it.
 *
 * @param port for one that comes back where it was. @default any
 * @param into the object that becomes the shop. @default a new one
 */
export const openFakeShop = async (port = 0, into = {}): Promise<FakeShop> => {
  const server = createServer((request, response) => {
    response.setHeader("date", new Date(Date.now() + shop.clockAheadMs).toUTCString());
    answer(shop, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  const shop: FakeShop = Object.assign(into, freshShop(address), {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return shop;
};

/** What a local shop at an address writes down when it opens. */
export const shopFileAt = (address: string, outputs = outputsAt(address)): ShopFile => ({
  board: address,
  cashier: `${address}/orders`,
  endpoint: address,
  region: "us-east-1",
  account: "000000000000",
  outputs,
  pid: process.pid,
});

/** Every output, with a value that says what it is: a queue URL ends in the name of its output. */
export const outputsAt = (address: string): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(STACK_OUTPUTS).map(([stack, names]) => [
      stack,
      Object.fromEntries(names.map((name) => [name, valueOfOutput(name, address)])),
    ]),
  );

const valueOfOutput = (name: string, address: string): string => {
  if (name === "CashierUrl") return `${address}/`;
  if (name === "ExhibitCashierUrl") return `${address}/exhibit/`;
  if (name === "MembershipUrl") return `${address}/membership/`;
  if (name.endsWith("QueueUrl")) return `${address}/000000000000/${name}`;
  return name.endsWith("TopicArn") ? `arn:aws:sns:us-east-1:000000000000:${name}` : name;
};

const answer = async (shop: FakeShop, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  const { pathname, searchParams } = new URL(request.url ?? "/", shop.file.endpoint);
  if (pathname === "/orders") return takeOrder(shop, request, body, json, () => response.destroy());
  if (pathname === "/exhibit/orders") return takeTightOrder(shop, request, body, json);
  if (pathname === "/membership/subscriptions") return answerMember(shop.membership, request, body, response);
  if (pathname === "/api/ready") return void json(shop.ready);
  if (pathname === "/api/inbox") return void json(shop.inbox);
  if (pathname === "/_ministack/sqs/messages") {
    if (!shop.listsMessages) return void json({}, 404);
    const url = searchParams.get("QueueUrl") ?? "";
    const rendered = queueOf(shop, url.split("/").pop() ?? "").map(({ id, body, sentAt, receives, reason }) => ({
      MessageId: id,
      Body: body,
      SentTimestamp: Math.floor(sentAt / 1_000),
      ReceiveCount: receives,
      MessageAttributes: reason === undefined ? {} : { reason: { DataType: "String", StringValue: reason } },
    }));
    return void json({ messages: { "000000000000": { "us-east-1": { [url]: rendered } } } });
  }
  answerAws(shop, { request, body, pathname, json, response });
};

/** What reaches the membership function and what it answers, in turn. */
interface FakeMembership {
  readonly asked: { method: string | undefined; authorization: string | undefined; input: unknown }[];
  readonly answers: ("hang up" | { status: number; body: unknown; headers?: Record<string, string> })[];
}

/** Answers as the test laid down; nothing laid down is a subscription that is confirmed. */
const answerMember = (
  { asked, answers }: FakeMembership,
  { method, headers: { authorization } }: IncomingMessage,
  body: string,
  response: ServerResponse,
): void => {
  asked.push({ method, authorization, input: JSON.parse(body) });
  const answer = answers.shift();
  if (answer === "hang up") return void response.destroy();
  const subscription = { newsletter: "coupons", protocol: "sms", status: "confirmed", filter: null };
  const { status, body: told, headers: more } = answer ?? { status: 201, body: { subscription, changed: true } };
  response
    .writeHead(status, { "content-type": "application/json", ...more })
    .end(typeof told === "string" ? told : JSON.stringify(told));
};

const parseRequest = orderRequestParser({ smsCountryPrefixes: "any", pushApplicationArns: [] });

type Json = (value: unknown, status?: number, headers?: Record<string, string>) => unknown;

/** A cashier and, if at work, a barista: what is taken is ready at once. */
const takeOrder = (shop: FakeShop, request: IncomingMessage, body: string, json: Json, hangUp: () => void): void => {
  const key = String(request.headers["idempotency-key"]);
  shop.asked.push({ key, body, authorization: request.headers.authorization });
  const failure = shop.cashierFailures.shift();
  if (failure === "hang up") return void hangUp();
  const given: unknown = JSON.parse(body);
  const ids = idsOf(key, given);
  if (failure === 400) {
    return void json({ error: "the order was not taken", faults: [{ path: "notify.sms", message: "is wrong" }] }, 400);
  }
  const stored = ids.filter((_, place) => (failure === 207 ? place % 2 === 0 : failure === undefined));
  for (const orderId of stored) serve(shop, orderId);
  const answered = ids.map((orderId) => ({ orderId, status: stored.includes(orderId) ? "accepted" : "not accepted" }));
  json({ orders: answered }, failure ?? 202, failure === undefined ? {} : { "retry-after": "0" });
};

/** The exhibit's cashier: takes what its barista makes at once, and nothing while that one is away. */
const takeTightOrder = (shop: FakeShop, request: IncomingMessage, body: string, json: Json): void => {
  const key = String(request.headers["idempotency-key"]);
  shop.tightlyAsked.push(key);
  const status = shop.tightBaristaWorks ? "accepted" : "not accepted";
  const orders = idsOf(key, JSON.parse(body)).map((orderId) => ({ orderId, status }));
  json({ orders }, shop.tightBaristaWorks ? 202 : 503, shop.tightBaristaWorks ? {} : { "retry-after": "0.2" });
};

const idsOf = (key: string, given: unknown): string[] => {
  const orders = Object.entries(given ?? {}).find(([name]) => name === "orders")?.[1] ?? [given];
  return (orders as unknown[]).map((order, place) => idFor(key, place, order));
};

/** The real cashier's id. This one takes what is no order, too, and stands a latte in for it. */
const idFor = (key: string, place: number, given: unknown): string => {
  const request = parseRequest(given);
  const latte: OrderRequest = { drink: "latte", size: "medium", quantity: 1, pickupName: "Ada" };
  return orderIdFor(key, place, request.ok ? request.value : latte);
};

/** What a barista at work does at once, and what waits for one who is away. */
const serve = (shop: FakeShop, orderId: string): void => {
  if (shop.ready.some((order) => order.orderId === orderId)) return;
  if (shop.baristaWorks) shop.ready.unshift({ orderId, readyAt: new Date().toISOString(), deliveries: 1 });
  else queueOf(shop, "OrdersQueueUrl").push(message({ orderId, drink: "latte" }));
};
