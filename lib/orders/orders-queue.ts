import type { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { QueueKind } from "../../lambda/messages/order";
import { DurableQueue, type OnDelete } from "../messaging/durable-queue";
import { ORDER_ATTEMPTS, ORDER_RETENTION } from "../settings/numbers";

export interface OrdersQueueProps {
  readonly kind: QueueKind;
  /** How long a barista may take for a batch. */
  readonly baristaTimeout: Duration;
  readonly onDelete: OnDelete;
}

/**
 * The line at the counter: each order waits here until one barista finishes it,
 * or moves to the dead-letter queue once its attempts run out.
 *
 * Delivery is at least once: the same order can be handed out twice, so serving
 * must be idempotent by order id. That holds for every kind of queue.
 */
export class OrdersQueue extends DurableQueue {
  readonly kind: QueueKind;

  constructor(scope: Construct, id: string, { kind, baristaTimeout, onDelete }: OrdersQueueProps) {
    super(scope, id, {
      retention: ORDER_RETENTION,
      consumerTimeout: baristaTimeout,
      attempts: ORDER_ATTEMPTS,
      onDelete,
      fifo: kind === "fifo",
      restrictDeadLetterSource: true,
    });
    this.kind = kind;
  }
}
