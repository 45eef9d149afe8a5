import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type Order, parseOrder } from "../messages/order";
import { isFifo } from "../messaging/aws-clients";
import { type Consumer, type ConsumerServices, consumeBatch } from "../messaging/consume-batch";
import { consumeFifoBatch } from "../messaging/consume-fifo-batch";
import type { Announcement } from "./announce";
import { makeDrink } from "./make-drink";

/** What the barista works with. */
export interface BaristaServices extends ConsumerServices {
  /** Resolves to the ids of the orders that are known to be announced. */
  announce(announcements: readonly Announcement[], signal?: AbortSignal): Promise<ReadonlySet<string>>;
}

/**
 * Makes the orders of a batch and announces each, once however often its message arrives. The order stays incomplete in
 * the idempotency store until the topic has it.
 *
 * Never rejects, and answers before the deadline.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 */
export const serveOrders = (
  event: SQSEvent,
  services: BaristaServices,
  deadline: number,
): Promise<SQSBatchResponse> => {
  const consumer: Consumer<Order> = {
    parse: parseOrder,
    idOf: ({ orderId }) => `order#${orderId}`,
    work: async (orders, signal) => {
      const made = orders.map((order) => ({ ready: makeDrink(order, services.now()), notify: order.notify }));
      const announced = await services.announce(made, signal);
      return orders.filter(({ orderId }) => announced.has(orderId));
    },
  };
  const consume = event.Records.some(({ eventSourceARN }) => isFifo(eventSourceARN)) ? consumeFifoBatch : consumeBatch;
  return consume(event, consumer, services, deadline);
};
