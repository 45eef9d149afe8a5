import { BatchGetItemCommand, type BatchGetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { countOnTheWay, countUnseenDeadLetters, findDeadLettered } from "./find-orders";
import type { OrderFate, ReadyOrder } from "./order-fate";
import type { Shop } from "./shop";

/** What one `BatchGetItem` takes. */
const KEYS_PER_REQUEST = 100;

/**
 * What becomes of orders, as the order idempotency store knows it: an order is ready once it is finished there.
 *
 * The idempotency store does not keep the moment, so it is the moment at which the desk found out: latencies are upper bounds, up
 * to `pollMs` too long. Nor does it see what the pickup board shows, so the other facts are null.
 */
export const storeOutcome = (shop: Shop, now: () => number = Date.now): OrderFate => ({
  ready: async (orderIds) => {
    const found = new Map<string, ReadyOrder>();
    const ids = [...orderIds];
    for (let start = 0; start < ids.length; start += KEYS_PER_REQUEST) {
      for (const orderId of await finished(shop, ids.slice(start, start + KEYS_PER_REQUEST))) {
        found.set(orderId, { readyAt: now(), timesShown: null, announcements: null });
      }
    }
    return found;
  },
  deadLettered: (orderIds) => findDeadLettered(shop, orderIds),
  unseenDeadLetters: () => countUnseenDeadLetters(shop),
  onTheWay: (orderIds) => countOnTheWay(shop, orderIds),
  pollMs: 500,
  deadLetterPollMs: 10_000,
});

const PREFIX = "order#";

/** Which of these orders are finished. Keys that DynamoDB did not get to count as unfinished until the next poll. */
const finished = async (shop: Shop, orderIds: readonly string[]): Promise<string[]> => {
  const table = shop.output("OrderLedgerTableName");
  const request: BatchGetItemCommandInput = {
    RequestItems: {
      [table]: {
        Keys: orderIds.map((orderId) => ({ id: { S: `${PREFIX}${orderId}` } })),
        ProjectionExpression: "id, #state",
        ExpressionAttributeNames: { "#state": "state" },
      },
    },
  };
  const { Responses = {} } = await shop.dynamodb.send(new BatchGetItemCommand(request));
  return (Responses[table] ?? []).flatMap(({ id, state }) =>
    state?.S === "finished" && id?.S !== undefined ? [id.S.slice(PREFIX.length)] : [],
  );
};
