import { PublishBatchCommand, type PublishBatchRequestEntry, type SNSClient } from "@aws-sdk/client-sns";
import { type Notify, type Order, orderKey, parseOrder } from "../messages/order";
import type { OrderReady } from "../messages/order-ready";
import { until } from "../messaging/aws-clients";
import { log } from "../messaging/log";
import type { Consumer } from "../messaging/queue-consumer";

/** Makes the drinks of one order: all that the pickup board needs, and nothing about how to reach the customer. */
export const makeDrink = (order: Order, readyAt: Date): OrderReady => {
  const { orderId, drink, size, quantity, pickupName, pickupLocation } = order;
  const location = pickupLocation !== undefined && { pickupLocation };
  return { version: 1, orderId, drink, size, quantity, pickupName, ...location, readyAt: readyAt.toISOString() };
};

/** A finished order and, if its customer asked for it, how to tell them. */
export interface Announcement {
  readonly ready: OrderReady;
  readonly notify: Notify | undefined;
}

/**
 * Makes orders and announces each. An order stays incomplete in the idempotency store until the topic has it.
 *
 * @param announce resolves to the ids of the orders that are known to be announced
 */
export const serveOrders = (
  announce: (announcements: readonly Announcement[], signal?: AbortSignal) => Promise<ReadonlySet<string>>,
  now = () => new Date(),
): Consumer<Order> => ({
  parse: parseOrder,
  idOf: ({ orderId }) => orderKey(orderId),
  work: async (orders, signal) => {
    const made = orders.map((order) => ({ ready: makeDrink(order, now()), notify: order.notify }));
    const announced = await announce(made, signal);
    return orders.filter(({ orderId }) => announced.has(orderId));
  },
});

/**
 * Tells the order-ready topic about up to ten finished orders in one request, each with a payload per protocol: the function
 * that notifies the customer gets the contact details, every other subscriber gets the order without them.
 *
 * @returns the ids of the orders that are known to be announced. Rejects when the request fails, or is not answered before
 * the signal aborts.
 */
export const announce =
  (client: SNSClient, topicArn: string) =>
  async (announcements: readonly Announcement[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    const orderIdOf = (Id: string | undefined) => announcements[Number(Id)]?.ready.orderId;
    const entries = announcements.map(entryOf);
    const command = new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries });
    const { Successful = [], Failed = [] } = await client.send(command, until(signal));
    for (const { Id, Code } of Failed) log("order not announced", { orderId: orderIdOf(Id), reason: Code });
    return new Set(Successful.flatMap(({ Id }) => orderIdOf(Id) ?? []));
  };

const entryOf = ({ ready, notify }: Announcement, place: number): PublishBatchRequestEntry => {
  const entry = { Id: String(place), MessageStructure: "json" };
  const open = JSON.stringify(ready);
  if (!notify) return { ...entry, Message: JSON.stringify({ default: open }) };
  const protocol = { DataType: "String", StringValue: "sms" in notify ? "sms" : "push" };
  const payloads = { default: open, lambda: JSON.stringify({ ...ready, notify }) };
  return { ...entry, Message: JSON.stringify(payloads), MessageAttributes: { notify: protocol } };
};
