import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { orderKey } from "../lambda/messages/order";
import { chunks } from "../lambda/messaging/aws-clients";
import { askBoard } from "./ask-board";
import { foundInQueues } from "./find-orders";
import type { Shop } from "./shop";

/** A finished order, as operations see it. */
export interface ReadyOrder {
  /** Epoch milliseconds. */
  readonly readyAt: number;
  /** How often the pickup board showed the order; null where that cannot be seen. */
  readonly timesShown: number | null;
  /** How many copies of the announcement arrived, 1 or more; null where that cannot be seen. */
  readonly announcements: number | null;
}

/** How many orders were announced more than once. Delivery is at least once; the board shows them once all the same. */
export const countAnnouncedAgain = (ready: ReadonlyMap<string, ReadyOrder>): number =>
  [...ready.values()].filter(({ announcements }) => (announcements ?? 0) > 1).length;

/** Ways to find out what became of accepted orders. */
export interface OutcomeReader {
  ready(orderIds: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadyOrder>>;
  deadLettered(orderIds: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** How many dead letters there are besides those that can be seen. Any order without an end may be among them. */
  unseenDeadLetters(): Promise<number>;
  /** How many of these orders are still in a queue on their way. Approximate on AWS, where only the length of the queue is known. */
  onTheWay(orderIds: ReadonlySet<string>): Promise<number>;
  /** Whether asking again about orders that came to an end tells more of them, at no cost. @default false */
  readonly seesRepeats?: boolean;
  /** How often it pays to ask whether orders are ready. */
  readonly pollMs: number;
  /** How often it pays to read the dead-letter queue. */
  readonly deadLetterPollMs: number;
}

/** The best way to find out what becomes of orders in this shop: its order board, or the idempotency store where there is none. */
export const outcomeOf = (shop: Shop): OutcomeReader =>
  shop.board === undefined ? storeOutcome(shop) : boardOutcome(shop);

const readyOrders = v.array(
  v.object({ orderId: v.string(), readyAt: v.pipe(v.string(), v.isoTimestamp()), deliveries: v.number() }),
);

/** What becomes of orders, as the order board of the local shop shows it: an order is ready once it is called out. */
export const boardOutcome = (shop: Shop): OutcomeReader => ({
  ready: async (orderIds) => {
    const found = new Map<string, ReadyOrder>();
    for (const { orderId, readyAt, deliveries } of await askBoard(shop, "/api/ready", readyOrders)) {
      if (!orderIds.has(orderId)) continue;
      const timesShown = (found.get(orderId)?.timesShown ?? 0) + 1;
      found.set(orderId, { readyAt: Date.parse(readyAt), timesShown, announcements: deliveries });
    }
    return found;
  },
  ...foundInQueues(shop),
  seesRepeats: true,
  pollMs: 250,
  deadLetterPollMs: 1_000,
});

const KEYS_PER_REQUEST = 100;

/**
 * What becomes of orders, as the order idempotency store knows it: an order is ready once it is finished there.
 *
 * The idempotency store does not keep the moment, so it is the moment at which it was read: latencies are upper bounds, up
 * to `pollMs` too long. Nor does it see what the pickup board shows, so the other facts are null.
 */
export const storeOutcome = (shop: Shop, now: () => number = Date.now): OutcomeReader => ({
  ready: async (orderIds) => {
    const found = new Map<string, ReadyOrder>();
    for (const ids of chunks([...orderIds], KEYS_PER_REQUEST)) {
      for (const orderId of await finished(shop, ids)) {
        found.set(orderId, { readyAt: now(), timesShown: null, announcements: null });
      }
    }
    return found;
  },
  ...foundInQueues(shop),
  pollMs: 500,
  deadLetterPollMs: 10_000,
});

/** Which of these orders are finished. Keys that DynamoDB did not get to count as unfinished until the next poll. */
const finished = async (shop: Shop, orderIds: readonly string[]): Promise<string[]> => {
  const table = shop.output("OrderLedgerTableName");
  const wanted = {
    Keys: orderIds.map((orderId) => ({ id: { S: orderKey(orderId) } })),
    ProjectionExpression: "id, #state",
    ExpressionAttributeNames: { "#state": "state" },
  };
  const { Responses = {} } = await shop.dynamodb.send(new BatchGetItemCommand({ RequestItems: { [table]: wanted } }));
  const done = new Set((Responses[table] ?? []).flatMap(({ id, state }) => (state?.S === "finished" ? [id?.S] : [])));
  return orderIds.filter((orderId) => done.has(orderKey(orderId)));
};
