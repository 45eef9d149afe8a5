import { join } from "node:path";
import type { Duration } from "aws-cdk-lib";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { BaristaEnvironment } from "../../lambda/barista";
import type { DurableQueue } from "../messaging/durable-queue";
import type { IdempotencyTable } from "../messaging/idempotency-table";
import { QueueConsumer } from "../messaging/queue-consumer";
import { BARISTA_BATCH_SIZE } from "../settings/numbers";

export interface BaristaProps {
  readonly orders: DurableQueue;
  readonly idempotency: IdempotencyTable;
  readonly orderReady: ITopic;
  readonly timeout: Duration;
  /** How many may work at the same time, at least 2. */
  readonly maximumConcurrency: number;
  readonly logRetentionDays: number;
}

/** Makes what waits in the queue and says when it is ready. Away or back, the cashier does not notice. */
export class Barista extends QueueConsumer<BaristaEnvironment> {
  constructor(scope: Construct, id: string, { orders, orderReady, ...props }: BaristaProps) {
    super(scope, id, {
      ...props,
      entry: join(__dirname, "../../lambda/barista", orders.queue.fifo ? "fifo.ts" : "index.ts"),
      impact: "Makes orders. When it fails, orders wait in the queue up to 4 days; then SQS deletes them.",
      queue: orders,
      batchSize: BARISTA_BATCH_SIZE,
      environment: { ORDER_READY_TOPIC_ARN: orderReady.topicArn },
    });
    orderReady.grantPublish(this);
  }
}
