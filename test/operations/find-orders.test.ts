import { countUnseenDeadLetters, findDeadLettered } from "../../operations/find-orders";
import { storeOutcome } from "../../operations/order-outcome";
import { DEAD, FIFO_ROUTE, newQueues, shopWith } from "../cli/support/redrive-queues";
import { anOrder, orderId } from "../lambda/support/orders";

/** Fifteen dead orders: twelve of one location, three of another. */
const shopWithDeadOrders = (fifo: boolean) => {
  const fake = newQueues();
  for (let number = 1; number <= 15; number++) {
    const system = { MessageGroupId: number <= 12 ? "harbour" : "station" };
    fake.put(fifo ? FIFO_ROUTE.deadLetterQueueUrl : DEAD, anOrder(number), { system });
  }
  return shopWith(fake, "aws", { fifo })({ target: "aws" }, {});
};

const all = new Set(Array.from({ length: 15 }, (_, place) => orderId(place + 1)));

describe("orders in the dead-letter queue, where peeking is a receive (model of the queue)", () => {
  test("are all found in a standard queue", async () => {
    const shop = await shopWithDeadOrders(false);
    expect((await findDeadLettered(shop, all)).size).toBe(15);
    expect(await countUnseenDeadLetters(shop)).toBe(0);
  });

  test("are counted where they cannot be seen, behind ten of their location in a FIFO queue", async () => {
    const shop = await shopWithDeadOrders(true);
    expect((await findDeadLettered(shop, all)).size).toBe(13);
    expect(await storeOutcome(shop).unseenDeadLetters()).toBe(2);
    expect(await storeOutcome(shop).unseenDeadLetters()).toBe(2);
  });
});
