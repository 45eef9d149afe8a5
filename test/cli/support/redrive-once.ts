import { redrive } from "../../../operations/redrive";
import type { RedriveRoute } from "../../../operations/redrive-message";
import type { RedriveJob, RedriveOutcome } from "../../../operations/redrive-task";
import { orderIdIn } from "../../../operations/seen-message";
import { type Death, FakeQueues } from "./fake-queues";

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

/** One run of the redrive, in the time of the queues; `waits` collects the pauses it makes. */
export const redriveOnce = (
  fake: FakeQueues,
  job: Partial<RedriveJob> = {},
  { death, waits = [], route = ROUTE }: { death?: Death; waits?: number[]; route?: RedriveRoute } = {},
): Promise<RedriveOutcome> =>
  redrive(
    fake.client(death),
    route,
    { action: "move", isChosen: () => true, perSecond: undefined, signal: new AbortController().signal, ...job },
    {
      now: () => fake.now,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        fake.now += milliseconds;
      },
    },
  );

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
