import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { QUEUES } from "./queues";
import { orderIdIn } from "./seen-message";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** The order that somebody walked off with. */
export interface TakenOrder {
  readonly messageId: string;
  readonly orderId: string | null;
}

/**
 * Receives one waiting order and neither finishes it nor gives it back: it is out of sight until its visibility timeout
 * is over, and has used up one of its attempts.
 *
 * @throws ShopError when no order waits
 */
export const walkOff = async (shop: Pick<Shop, "sqs" | "output">, seconds: number): Promise<TakenOrder> => {
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
