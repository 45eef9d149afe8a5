import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type Order, placeInLine, type QueueKind } from "../messages/order";
import { until } from "../messaging/aws-clients";
import { within } from "../messaging/deadline";
import { errorName, log } from "../messaging/log";

/** One second is left of the promised five for the way to the customer and a cold start. */
const MOST_MS = 4_000;

/**
 * How long the queue may take, in milliseconds: of what Lambda leaves, the answer has 300, enough for a busy processor. With
 * 0 there is no time to ask the queue at all.
 */
export const timeToStore = (remainingMs: number): number => Math.max(0, Math.min(MOST_MS, remainingMs - 300));

/**
 * Puts orders into the queue with one `SendMessageBatch` and looks at every entry of the reply.
 *
 * @param orders 1 to 10 orders
 * @returns ids of the orders whose entry SQS reports as stored. What failed, was not mentioned or took longer than
 * the deadline is not among them.
 */
export const storeOrders =
  (client: SQSClient, queueUrl: string, queueKind: QueueKind = "standard") =>
  async (orders: readonly Order[], deadlineMs = MOST_MS): Promise<ReadonlySet<string>> => {
    const Entries = orders.map((order, place) => ({
      Id: String(place),
      MessageBody: JSON.stringify(order),
      ...placeInLine(queueKind, order),
    }));
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
    const none = (reason: string): ReadonlySet<string> => {
      log("orders not stored", { orders: orders.length, reason });
      return new Set();
    };
    const send = (signal: AbortSignal) => client.send(command, until(signal));
    try {
      const reply = deadlineMs > 0 ? await within(deadlineMs, send) : undefined;
      if (!reply) return none("DeadlinePassed");
      const { Successful = [], Failed = [] } = reply;
      for (const { Id, Code } of Failed) {
        log("order not stored", { orderId: orders[Number(Id)]?.orderId, reason: Code });
      }
      return new Set(Successful.flatMap(({ Id }) => orders[Number(Id)]?.orderId ?? []));
    } catch (error) {
      return none(errorName(error));
    }
  };
