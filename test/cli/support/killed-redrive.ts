import { orderIdIn } from "../../../operations/seen-message";
import { anOrder } from "../../lambda/support/orders";
import type { Death, FakeQueues } from "./fake-queues";
import { copies, DEAD, letTimePass, newQueues, ORDERS, redriveOnce } from "./redrive-once";

/** Queues with so many orders in the dead-letter queue. */
export const withDeadOrders = (count: number): FakeQueues => {
  const fake = newQueues();
  for (let number = 1; number <= count; number++) fake.put(DEAD, anOrder(number));
  return fake;
};

/** Every order id that is in one of the two queues. */
export const anywhere = (fake: FakeQueues): Set<string | null> =>
  new Set([...fake.of(DEAD), ...fake.of(ORDERS)].map(({ body }) => orderIdIn(body)));

/** Runs once and dies, or ends; nothing may be lost either way. */
export const runAndDie = async (fake: FakeQueues, orders: number, death: Death, job = {}): Promise<void> => {
  await redriveOnce(fake, job, { death }).catch((error: unknown) => expect(String(error)).toContain("killed"));
  expect(anywhere(fake).size).toBe(orders);
  letTimePass(fake);
};

/** All orders are back in their queue, once but for what a kill left behind. */
export const expectAllMoved = (fake: FakeQueues, orders: number, kills: number): void => {
  expect(fake.of(DEAD)).toEqual([]);
  const moved = copies(fake);
  expect(moved.size).toBe(orders);
  expect(fake.of(ORDERS).length - orders).toBeLessThanOrEqual(kills * 10);
};
