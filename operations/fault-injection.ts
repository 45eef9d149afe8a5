import { randomUUID } from "node:crypto";
import { ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { type Order, parseOrder } from "../lambda/messages/order";
import { isFifo } from "../lambda/messaging/aws-clients";
import { ANSWER_TIMEOUT_MS, faultsIn } from "./place-orders";
import { QUEUES } from "./queues";
import { orderIdIn } from "./seen-message";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** What no menu has, and the barista can never make. */
const IMPOSSIBLE_DRINK = "motor oil";

/**
 * Orders what nobody can make: from the cashier, who refuses it, and past the cashier, as a program would that writes to
 * the queue itself, which takes whatever is sent to it.
 *
 * @throws ShopError when the queue does not take it; whatever `askCashier` rejects with
 */
export const placeBadOrder = async (shop: Shop, signal: AbortSignal) => {
  const answer = await shop.askCashier({
    body: JSON.stringify({ drink: IMPOSSIBLE_DRINK, pickupName: "Nobody" }),
    idempotencyKey: randomUUID(),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
  });
  const faults = faultsIn(await answer.text()) ?? [];
  const order = { ...newOrder("Nobody"), drink: IMPOSSIBLE_DRINK };
  const [messageId = ""] = await send(shop, [order]);
  return { cashier: { status: answer.status, faults }, queued: { orderId: order.orderId, messageId } };
};

/**
 * Sends one order in two messages, as a program does that tries again because the answer to the first try was lost.
 *
 * @throws ShopError when the queue does not take both
 */
export const placeTwice = async (shop: Shop) => {
  const order = newOrder("Echo");
  return { orderId: order.orderId, messageIds: await send(shop, [order, order]) };
};

/** @throws when it is not what the barista reads: then this file is behind the times */
const newOrder = (pickupName: string): Order => {
  const order = { version: 1, orderId: randomUUID(), placedAt: new Date().toISOString(), drink: "latte", pickupName };
  const parsed = parseOrder(JSON.stringify(order));
  if (!parsed.ok) throw new Error(`not an order: ${JSON.stringify(parsed.faults)}`);
  return parsed.value;
};

const send = async (shop: Shop, orders: readonly { readonly orderId: string }[]): Promise<readonly string[]> => {
  const QueueUrl = shop.output(QUEUES.orders);
  // A FIFO queue forgets a message whose id it knows; so every message gets another.
  const line = () => (isFifo(QueueUrl) ? { MessageGroupId: "careless", MessageDeduplicationId: randomUUID() } : {});
  const { Successful = [], Failed = [] } = await shop.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: orders.map((order, place) => ({ Id: String(place), MessageBody: JSON.stringify(order), ...line() })),
    }),
  );
  const [failed] = Failed;
  if (failed !== undefined) throw new ShopError(`the orders queue did not take it: ${failed.Message ?? failed.Code}`);
  return Successful.map(({ MessageId = "" }) => MessageId);
};

/**
 * Receives one waiting order and neither finishes it nor gives it back: it is out of sight until its visibility timeout
 * is over, and has used up one of its attempts.
 *
 * @throws ShopError when no order waits
 */
export const abandonOrder = async (shop: Pick<Shop, "sqs" | "output">, seconds: number) => {
  const { Messages = [] } = await shop.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: shop.output(QUEUES.orders),
      MaxNumberOfMessages: 1,
      VisibilityTimeout: seconds,
      WaitTimeSeconds: 1,
    }),
  );
  const [taken] = Messages;
  if (taken === undefined) throw new ShopError("no order waits: place one while the barista is away");
  return { messageId: taken.MessageId ?? "", orderId: orderIdIn(taken.Body ?? "") };
};
