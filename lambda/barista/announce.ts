import { PublishBatchCommand, type PublishBatchRequestEntry, type SNSClient } from "@aws-sdk/client-sns";
import type { Notify } from "../messages/order";
import type { OrderReady } from "../messages/order-ready";
import { until } from "../messaging/aws-clients";
import { log } from "../messaging/log";

/** A finished order and, if its customer asked for it, how to tell them. */
export interface Announcement {
  readonly ready: OrderReady;
  readonly notify: Notify | undefined;
}

/** What one `PublishBatch` takes. */
const ENTRIES_PER_PUBLISH = 10;

/**
 * Tells the order-ready topic about finished orders, ten in a request.
 *
 * Each message has a payload per protocol: the function that notifies the customer gets the contact details,
 * every other subscriber gets the order without them.
 *
 * @returns the ids of the orders that are known to be announced. Rejects when a whole request fails, or is not
 * answered before the signal aborts.
 */
export const announce =
  (client: SNSClient, topicArn: string) =>
  async (announcements: readonly Announcement[], signal?: AbortSignal): Promise<ReadonlySet<string>> => {
    const announced = new Set<string>();
    for (let start = 0; start < announcements.length; start += ENTRIES_PER_PUBLISH) {
      const batch = announcements.slice(start, start + ENTRIES_PER_PUBLISH);
      const { Successful = [], Failed = [] } = await client.send(
        new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch.map(entry) }),
        until(signal),
      );
      for (const { Id } of Successful) {
        const orderId = batch[Number(Id)]?.ready.orderId;
        if (orderId !== undefined) announced.add(orderId);
      }
      for (const { Id, Code } of Failed) {
        log("order not announced", { orderId: batch[Number(Id)]?.ready.orderId, reason: Code });
      }
    }
    return announced;
  };

const entry = ({ ready, notify }: Announcement, place: number): PublishBatchRequestEntry => {
  const open = JSON.stringify(ready);
  const message = { default: open, ...(notify && { lambda: JSON.stringify({ ...ready, notify }) }) };
  return {
    Id: String(place),
    MessageStructure: "json",
    Message: JSON.stringify(message),
    ...(notify && {
      MessageAttributes: { notify: { DataType: "String", StringValue: "sms" in notify ? "sms" : "push" } },
    }),
  };
};
