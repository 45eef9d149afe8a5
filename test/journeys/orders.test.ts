import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { switchBarista } from "../../operations/barista";
import { readInbox } from "../../operations/inbox";
import { peekQueue } from "../../operations/peek-queue";
import { queueDepth } from "../../operations/queue-depths";
import { anOrder } from "../lambda/support/orders";
import { A_WHILE_MS, until } from "../support/until";
import { lattes, onTheBoard, order, post, sharedShop, untilOnTheBoard, untilQuiet } from "./shared-shop";

const shop = sharedShop();
const refusal = v.object({ error: v.string(), faults: v.array(v.object({ path: v.string(), message: v.string() })) });

describe("an order (engine)", () => {
  it("travels from the cashier to the pickup board", async () => {
    const [orderId = ""] = await order(shop, [{ drink: "flat white", size: "large", quantity: 2, pickupName: "Ada" }]);
    const [ready] = await untilOnTheBoard(shop, [orderId]);
    expect(ready).toMatchObject({ orderId, pickupName: "Ada", deliveries: 1 });
  });

  it("is told to its customer by SMS, once, if the customer left a number, and to nobody else", async () => {
    const [told = "", silent = ""] = await order(shop, [
      { drink: "tea", pickupName: "Grace", notify: { sms: "+15550100042" } },
      { drink: "tea", pickupName: "Linus" },
    ]);
    await untilOnTheBoard(shop, [told, silent]);
    const notices = await until("the SMS is sent", A_WHILE_MS, async () => {
      const found = (await readInbox(shop)).filter(
        ({ newsletter, text }) => newsletter === null && /Grace|Linus/.test(text),
      );
      return found.length > 0 && found;
    });
    expect(notices).toMatchObject([{ protocol: "sms", text: "Grace, your medium tea is ready. Decoupled Coffee" }]);
    expect(JSON.stringify(await (await fetch(`${shop.board}/api/ready`)).json())).not.toContain("5550100042");
  });
});

describe("a request that is no order (engine)", () => {
  const good = '{"drink":"latte","pickupName":"Ada"}';
  const json = { "content-type": "application/json" };

  beforeAll(() => untilQuiet(shop));

  it.each([
    ["nothing at all", "POST", "", json, 400, "body: is empty"],
    ["what is not JSON", "POST", "one latte, please", json, 400, "body: is not JSON"],
    [
      "an unknown drink",
      "POST",
      '{"drink":"motor oil","pickupName":"Ada"}',
      json,
      400,
      "drink: not on the menu: motor oil (try one of: espresso, ",
    ],
    ["wrong types", "POST", '{"drink":7,"quantity":"two","pickupName":null}', json, 400, "drink: not on the menu: 7"],
    [
      "more than 16 KiB",
      "POST",
      `{"drink":"latte","pickupName":"${"a".repeat(17_000)}"}`,
      json,
      413,
      "body: is 17033 bytes long, at most 16384",
    ],
    [
      "a form",
      "POST",
      good,
      { "content-type": "text/plain" },
      415,
      "content-type: must be application/json, not text/plain",
    ],
    ["a question", "GET", undefined, {}, 405, "not possible here: GET"],
    ["a change", "PUT", good, json, 405, "not possible here: PUT"],
    [
      "eleven orders",
      "POST",
      JSON.stringify({ orders: Array(11).fill(JSON.parse(good)) }),
      json,
      400,
      "orders: must be a list of 1 to 10 orders, not 11",
    ],
  ])("is turned away with the reason: %s", async (_, method, body, headers, status, fault) => {
    const response = await fetch(shop.cashier, { method, headers, ...(body !== undefined && { body }) });
    const answer = v.parse(refusal, await response.json());
    expect({ status: response.status, answer }).toMatchObject({ status, answer: { error: "the order was not taken" } });
    const said = answer.faults.map(({ path, message }) => (path ? `${path}: ${message}` : message));
    expect(said.join("\n")).toContain(fault);
    expect(await queueDepth(shop, "orders")).toMatchObject({ waiting: 0, inHand: 0 });
  });

  it("is not UTF-8, and told so at the function's own address as well as at the board's", async () => {
    const body = Buffer.from('{"drink":"latte","pickupName":"Zo\u00eb"}', "latin1");
    for (const address of [`${shop.output("CashierUrl")}orders`, shop.cashier]) {
      const response = await fetch(address, { method: "POST", headers: json, body });
      expect([response.status, v.parse(refusal, await response.json()).faults]).toEqual([
        400,
        [{ path: "body", message: "is not UTF-8" }],
      ]);
    }
  });

  it("hears of every fault at once, by its path", async () => {
    const response = await post(
      shop,
      '{"orders":[{"drink":"latte"},{"drink":"oil","quantity":99,"pickupName":"Ada"}]}',
    );
    const { faults } = v.parse(refusal, await response.json());
    expect(faults.map(({ path }) => path)).toEqual(["orders[0].pickupName", "orders[1].drink", "orders[1].quantity"]);
  });
});

const { signal } = new AbortController();

const BAD = ["not JSON", "{}", '{"version":1,"orderId":"1","drink":"motor oil"}', "[]"];

it("a bad order ends in the dead-letter queue with the reason, and its neighbours are served (engine)", async () => {
  await switchBarista(shop, false, signal);
  const neighbours = await order(shop, lattes(5, "Neighbour"));
  await shop.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: shop.output("OrdersQueueUrl"),
      Entries: BAD.map((MessageBody, place) => ({ Id: String(place), MessageBody })),
    }),
  );
  neighbours.push(...(await order(shop, lattes(5, "Neighbour"))));
  await switchBarista(shop, true, signal);

  const dead = await until("the bad ones are dead-lettered", A_WHILE_MS, async () => {
    const seen = await peekQueue(shop, "ordersDeadLetter", 100);
    return seen.length >= BAD.length && seen;
  });
  expect(dead).toHaveLength(BAD.length);
  for (const { reason } of dead)
    expect(reason).toMatch(/is not JSON|version: is missing|version: must be 1|must be an order|orderId: must be/);
  await untilOnTheBoard(shop, neighbours);
});

describe("the same order (engine)", () => {
  it("placed twice under one key is one order, ready once", async () => {
    const key = { "idempotency-key": "journey-7d1f" };
    const cortado = [{ drink: "cortado", pickupName: "Barbara" }];
    const [first] = await order(shop, cortado, key);
    const [second] = await order(shop, cortado, key);
    expect(second).toBe(first);
    await untilQuiet(shop);
    expect(await onTheBoard(shop, [first ?? ""])).toMatchObject([{ orderId: first, deliveries: 1 }]);
  });

  it("sent in four copies, with message ids of their own, is ready once", async () => {
    const orderId = "0b1c7e52-9f0e-4d3c-8a7b-2f6d5e4c3b2a";
    const copy = JSON.stringify({ ...anOrder(1), orderId });
    const QueueUrl = shop.output("OrdersQueueUrl");
    const send = (Ids: string[]) =>
      shop.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: Ids.map((Id) => ({ Id, MessageBody: copy })) }));
    await send(["a", "b"]);
    await untilOnTheBoard(shop, [orderId]);
    await send(["c", "d"]);
    await untilQuiet(shop);
    expect(await onTheBoard(shop, [orderId])).toMatchObject([{ orderId, deliveries: 1 }]);
  });
});

afterAll(async () => {
  await switchBarista(shop, true, signal);
});

it("while the barista is away orders wait, nobody is refused, and all are served on the return (engine)", async () => {
  await untilQuiet(shop);
  await switchBarista(shop, false, signal);

  const orderIds: string[] = [];
  for (let request = 0; request < 3; request++) orderIds.push(...(await order(shop, lattes(10, `Waiting ${request}`))));
  expect(new Set(orderIds).size).toBe(30);
  expect(await queueDepth(shop, "orders")).toMatchObject({ waiting: 30, inHand: 0 });
  expect(await onTheBoard(shop, orderIds)).toEqual([]);

  await switchBarista(shop, true, signal);
  await untilOnTheBoard(shop, orderIds);
  await untilQuiet(shop);
  expect((await onTheBoard(shop, orderIds)).map(({ deliveries }) => deliveries)).toEqual(Array(30).fill(1));
});
