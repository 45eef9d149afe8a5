import { Duration } from "aws-cdk-lib";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { DurableQueue, type OnDelete } from "../messaging/durable-queue";
import type { SecureTopic } from "../messaging/secure-topic";
import { ORDER_ATTEMPTS, ORDER_RETENTION } from "../settings/numbers";

export interface PickupBoardProps {
  readonly orderReady: SecureTopic;
  /** Takes the messages that SNS could not deliver here. */
  readonly undelivered: IQueue;
  readonly onDelete: OnDelete;
}

/** A screen reads and deletes a message in an instant; what takes longer has crashed. */
const READING_TIME = Duration.seconds(5);

/**
 * The finished orders, for a screen above the counter. Whoever shows them reads this queue and shows each order id once:
 * delivery is at least once.
 */
export class PickupBoard extends DurableQueue {
  constructor(scope: Construct, id: string, { orderReady, undelivered, onDelete }: PickupBoardProps) {
    super(scope, id, {
      retention: ORDER_RETENTION,
      consumerTimeout: READING_TIME,
      attempts: ORDER_ATTEMPTS,
      onDelete,
      restrictDeadLetterSource: true,
    });
    orderReady.subscribeQueue(this.queue, { undelivered });
  }
}
