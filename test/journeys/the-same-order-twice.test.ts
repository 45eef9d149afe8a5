import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { A_WHILE_MS, until } from "../support/until";
import { onTheBoard, order, sharedShop, untilQuiet } from "./shared-shop";

const shop = sharedShop();

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
    const copy = JSON.stringify({
      version: 1,
      orderId,
      placedAt: "2026-11-22T08:00:00.000Z",
      drink: "mocha",
      size: "small",
      quantity: 1,
      pickupName: "Edsger",
    });
    const QueueUrl = shop.output("OrdersQueueUrl");
    const send = (Ids: string[]) =>
      shop.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: Ids.map((Id) => ({ Id, MessageBody: copy })) }));
    await send(["a", "b"]);
    await until("it is ready", A_WHILE_MS, async () => (await onTheBoard(shop, [orderId])).length === 1);
    await send(["c", "d"]);
    await untilQuiet(shop);
    expect(await onTheBoard(shop, [orderId])).toMatchObject([{ orderId, deliveries: 1 }]);
  });
});
