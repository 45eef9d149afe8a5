import type { OutputName } from "../../../lib/output-names";
import { localShop } from "../../../operations/local-shop";
import { redrive } from "../../../operations/redrive";
import type { RedriveRoute } from "../../../operations/redrive-message";
import type { RedriveJob, RedriveOutcome } from "../../../operations/redrive-task";
import { orderIdIn } from "../../../operations/seen-message";
import type { openShop, Shop } from "../../../operations/shop";
import { anOrder } from "../../lambda/support/orders";
import { type Death, FakeQueues } from "./fake-queues";
import { shopFileAt } from "./fake-shop";

export const DEAD = "http://localhost/000000000000/OrdersDeadLetterQueueUrl";
export const ORDERS = "http://localhost/000000000000/OrdersQueueUrl";

export const ROUTE: RedriveRoute = {
  queue: "ordersDeadLetter",
  deadLetterQueueUrl: DEAD,
  deadLetterQueueArn: "arn:aws:sqs:us-east-1:000000000000:dead",
  source: "orders",
  sourceUrl: ORDERS,
  sourceArn: "arn:aws:sqs:us-east-1:000000000000:orders",
};

/** The same between FIFO queues. */
export const FIFO_ROUTE: RedriveRoute = { ...ROUTE, deadLetterQueueUrl: `${DEAD}.fifo`, sourceUrl: `${ORDERS}.fifo` };

/** Queues that know each other as the deployed ones do. */
export const newQueues = (): FakeQueues => {
  const fake = new FakeQueues();
  for (const { deadLetterQueueUrl, deadLetterQueueArn, sourceUrl, sourceArn } of [ROUTE, FIFO_ROUTE]) {
    fake.attributes.set(deadLetterQueueUrl, { QueueArn: deadLetterQueueArn });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 5 });
    fake.attributes.set(sourceUrl, { QueueArn: sourceArn, RedrivePolicy });
  }
  return fake;
};

/** One run of the redrive, in the time of the queues. */
export const redriveOnce = (
  fake: FakeQueues,
  job: Partial<RedriveJob> = {},
  { death, route = ROUTE }: { death?: Death; route?: RedriveRoute } = {},
): Promise<RedriveOutcome> => {
  const wait = async (milliseconds: number) => {
    fake.now += milliseconds;
  };
  const { signal } = new AbortController();
  const whole = { action: "move", isChosen: () => true, perSecond: undefined, signal, ...job } as const;
  return redrive(fake.client(death), route, whole, { now: () => fake.now, wait });
};

/** Every message a killed process had in flight is visible again after this. */
export const letTimePass = (fake: FakeQueues): void => {
  fake.now += 31_000;
};

/**
 * How many copies of each order reached the orders queue. The barista makes an order once however many there are, as long
 * as every copy carries its order id.
 */
export const copies = (fake: FakeQueues, queueUrl = ORDERS): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { body } of fake.of(queueUrl)) {
    const orderId = orderIdIn(body) ?? body;
    counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
  }
  return counts;
};

const ORDERS_QUEUES: readonly OutputName[] = ["OrdersQueueUrl", "OrdersDeadLetterQueueUrl"];

/** A shop whose queues are in memory; it has no engine that could list messages. */
export const shopWith = (
  queues: FakeQueues,
  target: Shop["target"] = "local",
  { fifo = false }: { readonly fifo?: boolean } = {},
): typeof openShop => {
  const { endpoint: _, ...local } = localShop(shopFileAt("http://localhost"));
  const output: Shop["output"] = (name) =>
    `${local.output(name)}${fifo && ORDERS_QUEUES.includes(name) ? ".fifo" : ""}`;
  return async () => ({ ...local, target, output, sqs: queues.client() });
};

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
