import { isFifo } from "../lambda/messaging/aws-clients";
import { engineMessages } from "./engine-messages";
import type { OutcomeReader } from "./order-outcome";
import { peekQueue } from "./peek-queue";
import { queueDepth, totalOf } from "./queue-depths";
import { QUEUES, type QueueName } from "./queues";
import { orderIdIn } from "./seen-message";
import type { Shop } from "./shop";

/** More than anybody leaves in a dead-letter queue while trying the shop out; each ten of them are a request on AWS. */
const DEAD_LETTERS_TO_SEARCH = 1_000;

/** Queues an order passes through before it is ready and shown. */
const ON_THE_WAY: readonly QueueName[] = ["orders", "pickupBoard"];

/**
 * What the queues themselves tell of orders. Nothing is consumed.
 *
 * Of a FIFO queue AWS shows at most ten messages of each group. The engine is asked for each order by its id; AWS only knows
 * how long the orders queue is.
 */
export const foundInQueues = (shop: Shop): Pick<OutcomeReader, "deadLettered" | "unseenDeadLetters" | "onTheWay"> => ({
  deadLettered: async (orderIds) => {
    if (orderIds.size === 0) return new Set();
    const found = await peekQueue(shop, "ordersDeadLetter", DEAD_LETTERS_TO_SEARCH);
    return new Set(found.flatMap(({ orderId }) => (orderId !== null && orderIds.has(orderId) ? [orderId] : [])));
  },
  unseenDeadLetters: async () => {
    if (!isFifo(shop.output(QUEUES.ordersDeadLetter))) return 0;
    const seen = await peekQueue(shop, "ordersDeadLetter", DEAD_LETTERS_TO_SEARCH);
    const { waiting, inHand } = await queueDepth(shop, "ordersDeadLetter");
    return Math.max(0, waiting + inHand - seen.length);
  },
  onTheWay: async (orderIds) => {
    if (orderIds.size === 0) return 0;
    const queues = await Promise.all(ON_THE_WAY.map((name) => engineMessages(shop, shop.output(QUEUES[name]))));
    if (queues.every((messages) => messages !== undefined)) {
      const found = new Set(queues.flat().map(({ Body }) => orderIdIn(Body)));
      return [...orderIds].filter((orderId) => found.has(orderId)).length;
    }
    return Math.min(orderIds.size, totalOf(await queueDepth(shop, "orders")));
  },
});
