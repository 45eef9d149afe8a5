import { randomUUID } from "node:crypto";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { DynamoDbIdempotencyStore } from "../../lambda/messaging/idempotency";
import { switchBarista } from "../../operations/barista";
import { placeBadOrder } from "../../operations/fault-injection";
import { peekQueue } from "../../operations/peek-queue";
import { queueDepth } from "../../operations/queue-depths";
import type { Shop } from "../../operations/shop";
import { anOrder } from "../lambda/support/orders";
import { typeShop } from "../support/shop-command";
import { A_WHILE_MS, until } from "../support/until";
import { newFolder, type OpenShop, openShop, projectWith, removeFolder } from "./open-shop";
import { onTheBoard, order, untilOnTheBoard, untilQuiet } from "./shared-shop";

const { signal } = new AbortController();
const folder = newFolder();
let opened: OpenShop | undefined;
let shop: Shop;

beforeAll(async () => {
  opened = await openShop(folder, [], projectWith({ ordersQueue: "fifo" }, folder));
  shop = opened.shop;
});

afterAll(async () => {
  await opened?.close();
  removeFolder(folder);
});

const at = (pickupLocation: string) => ({ drink: "latte", pickupName: "Grace", pickupLocation });

/** Waits for orders and expects them to have become ready in this order, each once. */
const expectInOrder = async (orderIds: readonly string[]): Promise<void> => {
  const shown = new Map((await untilOnTheBoard(shop, orderIds)).map((one) => [one.orderId, one]));
  const times = orderIds.map((orderId) => shown.get(orderId)?.readyAt ?? "");
  expect(times).toEqual([...times].sort());
  expect(orderIds.map((orderId) => shown.get(orderId)?.deliveries)).toEqual(orderIds.map(() => 1));
};

describe("a shop with a FIFO orders queue (engine)", () => {
  it("serves each location in order: behind an order that cannot be made nobody is served but at other locations", async () => {
    await switchBarista(shop, false, signal);
    const placed = await order(
      shop,
      [0, 1, 2, 3, 4].flatMap(() => [at("Harbour"), at("Main Street")]),
    );
    const harbour = placed.filter((_, place) => place % 2 === 0);
    const mainStreet = placed.filter((_, place) => place % 2 === 1);
    const TableName = shop.output("OrderLedgerTableName");
    const inFlight = `order#${harbour[1]}`;
    await new DynamoDbIdempotencyStore(shop.dynamodb, TableName).acquire(inFlight, Date.now() + 10 * A_WHILE_MS);
    await switchBarista(shop, true, signal);

    await expectInOrder(mainStreet);
    await expectInOrder(harbour.slice(0, 1));
    expect(await onTheBoard(shop, harbour)).toHaveLength(1);

    await shop.dynamodb.send(new DeleteItemCommand({ TableName, Key: { id: { S: inFlight } } }));
    await expectInOrder(harbour);
    await untilQuiet(shop);
  });

  it("stores an order once that is asked for twice", async () => {
    await switchBarista(shop, false, signal);
    const key = { "idempotency-key": "journey-fifo" };
    const first = await order(shop, [at("Harbour")], key);
    expect(await order(shop, [at("Harbour")], key)).toEqual(first);
    expect(await queueDepth(shop, "orders")).toMatchObject({ waiting: 1, inHand: 0, delayed: 0 });
    await switchBarista(shop, true, signal);
    await expectInOrder(first);
    await untilQuiet(shop);
  });

  it("dead-letters an order that can never be made, with its reason; a redrive brings back those behind it that can", async () => {
    const { queued } = await placeBadOrder(shop, signal);
    const [poison] = await until("it is dead-lettered", A_WHILE_MS, async () => {
      const found = await peekQueue(shop, "ordersDeadLetter", 100);
      return found.length > 0 && found;
    });
    expect(poison).toMatchObject({ orderId: queued.orderId, reason: expect.stringContaining("not on the menu") });
    expect(shop.output("OrdersDeadLetterQueueUrl")).toMatch(/\.fifo$/);

    const dead = { bar: await deadLetter("bar", 12), harbour: await deadLetter("harbour", 3) };
    expect(await redrive("--possible", "--yes")).toEqual({ found: 16, moved: 15, dropped: 0, kept: 1, failed: 0 });
    await expectInOrder(dead.bar);
    await expectInOrder(dead.harbour);
    expect(await peekQueue(shop, "ordersDeadLetter", 100)).toMatchObject([{ orderId: queued.orderId }]);
    expect(await redrive("--drop", "--all", "--yes")).toMatchObject({ dropped: 1 });
    expect(await queueDepth(shop, "ordersDeadLetter")).toMatchObject({ waiting: 0, inHand: 0 });
  });
});

/** Puts orders of a location where those come whose attempts ran out. */
const deadLetter = async (MessageGroupId: string, count: number): Promise<string[]> => {
  const QueueUrl = shop.output("OrdersDeadLetterQueueUrl");
  const orderIds = Array.from({ length: count }, () => randomUUID());
  for (const orderId of orderIds) {
    const MessageBody = JSON.stringify({ ...anOrder(1), orderId, ...at("Harbour") });
    await shop.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId: orderId }),
    );
  }
  return orderIds;
};

const redrive = async (...options: string[]): Promise<unknown> =>
  JSON.parse(await typeShop(["redrive", "--json", ...options], { SHOP_FOLDER: folder }));
