import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { switchBarista } from "../../operations/barista";
import { peekQueue } from "../../operations/peek-queue";
import { A_WHILE_MS, until } from "../support/until";
import { lattes, onTheBoard, order, sharedShop } from "./shared-shop";

const shop = sharedShop();
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

  const dead = await until("the bad ones are set aside", A_WHILE_MS, async () => {
    const seen = await peekQueue(shop, "ordersDeadLetter", 100);
    return seen.length >= BAD.length && seen;
  });
  expect(dead).toHaveLength(BAD.length);
  for (const { reason } of dead)
    expect(reason).toMatch(/is not JSON|version: is missing|version: must be 1|must be an order|orderId: must be/);
  await until("the neighbours are served", A_WHILE_MS, async () => (await onTheBoard(shop, neighbours)).length === 10);
});
