import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { orderIdFor } from "../../lambda/cashier/take-orders";
import type { OrderEvent } from "../../operations/accounting";
import type { Shop } from "../../operations/shop";

/**
 * Puts orders that can never be made straight into the queue, as a program would that knows no menu.
 *
 * They count as attempted, and as acknowledged once the queue has them; their end is the dead-letter queue.
 */
export const sendPoison = async (
  shop: Shop,
  seed: number,
  count: number,
  note: (event: OrderEvent) => void,
): Promise<ReadonlySet<string>> => {
  const sent = new Set<string>();
  for (let number = 1; number <= count; number++) {
    const form = { drink: "tea", size: "small", quantity: 1, pickupName: `Poison ${seed} ${number}` } as const;
    const orderId = orderIdFor(`poison-${seed}-${number}`, 0, form);
    const order = { version: 1, orderId, placedAt: new Date().toISOString(), ...form, drink: "motor oil" };
    note({ orderId, kind: "attempted" });
    await shop.sqs.send(
      new SendMessageCommand({ QueueUrl: shop.output("OrdersQueueUrl"), MessageBody: JSON.stringify(order) }),
    );
    note({ orderId, kind: "acknowledged" });
    sent.add(orderId);
  }
  return sent;
};
