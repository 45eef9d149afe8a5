import { QUEUE_NAMES, type QueueName } from "../../operations/queues";

/** The queues an order passes through, which everybody watches. */
export const ORDERS_QUEUES: readonly QueueName[] = ["orders", "ordersDeadLetter", "pickupBoard"];
export const OTHER_QUEUES: readonly QueueName[] = QUEUE_NAMES.filter((name) => !ORDERS_QUEUES.includes(name));

/** How often something is polled, in milliseconds; infinity is never. */
export interface Rounds {
  /** The orders queue, its dead-letter queue and the pickup board's queue: a request each. */
  readonly ordersMs: number;
  /** All other queues: a request each. */
  readonly otherQueuesMs: number;
  /** Whether the barista is at work: one request, and one more for the exhibit's where it is deployed. */
  readonly baristaMs: number;
}

/** What rounds cost, in requests a minute. */
export const requestsPerMinute = ({ ordersMs, otherQueuesMs, baristaMs }: Rounds) => ({
  sqs: (60_000 / ordersMs) * ORDERS_QUEUES.length + (60_000 / otherQueuesMs) * OTHER_QUEUES.length,
  lambda: 60_000 / baristaMs,
});

export interface Pace {
  readonly watched: Rounds;
  readonly unwatched: Rounds;
  /** After polls that failed, the next one is put off to twice as long each time, up to this. */
  readonly longestRetryMs: number;
  readonly timeoutMs: number;
  /** Whether it polls at once after something was done, before it is time. */
  readonly eager: boolean;
}

/** The engine on this machine costs nothing; the history of the chart goes on when nobody watches. */
export const LOCAL_PACE: Pace = {
  watched: { ordersMs: 250, otherQueuesMs: 2_000, baristaMs: 500 },
  unwatched: { ordersMs: 5_000, otherQueuesMs: 30_000, baristaMs: 10_000 },
  longestRetryMs: 1_000,
  timeoutMs: 3_000,
  eager: true,
};

/** Every poll costs money on AWS, and its counts lag behind anyway. */
export const AWS_PACE: Pace = {
  watched: { ordersMs: 5_000, otherQueuesMs: 60_000, baristaMs: 30_000 },
  unwatched: { ordersMs: 60_000, otherQueuesMs: Number.POSITIVE_INFINITY, baristaMs: Number.POSITIVE_INFINITY },
  longestRetryMs: 60_000,
  timeoutMs: 10_000,
  eager: false,
};
