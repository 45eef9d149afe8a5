import type { Duration } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { BaristaEnvironment } from "../../lambda/barista";
import type { IdempotencyTable } from "../messaging/idempotency-table";
import { MessagingFunction } from "../messaging/messaging-function";
import { suppressFindings } from "../messaging/suppress-findings";
import { BARISTA_BATCH_SIZE } from "../settings/numbers";
import type { OrdersQueue } from "./orders-queue";

export interface BaristaProps {
  readonly orders: OrdersQueue;
  readonly idempotency: IdempotencyTable;
  readonly orderReady: ITopic;
  readonly timeout: Duration;
  /** How many may work at the same time, at least 2. */
  readonly maximumConcurrency: number;
  readonly logRetentionDays: number;
}

/** Makes what waits in the queue and says when it is ready. Away or back, the cashier does not notice. */
export class Barista extends MessagingFunction<BaristaEnvironment> {
  /** The link between queue and barista. Disabled, the barista is away and orders wait. */
  readonly eventSource: EventSourceMapping;

  constructor(scope: Construct, id: string, props: BaristaProps) {
    const { orders, idempotency, orderReady } = props;
    super(scope, id, {
      handler: "barista",
      impact: "Makes orders. When it fails, orders wait in the queue up to 4 days; none is lost.",
      timeout: props.timeout,
      environment: {
        ORDER_READY_TOPIC_ARN: orderReady.topicArn,
        ORDERS_QUEUE_URL: orders.queue.queueUrl,
        ORDERS_DEAD_LETTER_QUEUE_URL: orders.deadLetterQueue.queueUrl,
        IDEMPOTENCY_TABLE_NAME: idempotency.table.tableName,
      } satisfies BaristaEnvironment,
      logRetentionDays: props.logRetentionDays,
    });
    orderReady.grantPublish(this);
    orders.deadLetterQueue.grant(this, "sqs:SendMessage");
    idempotency.grantEntries(this);
    orders.queue.grant(
      this,
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ChangeMessageVisibility",
    );
    this.eventSource = new EventSourceMapping(this, "EventSource", {
      target: this.lambda,
      eventSourceArn: orders.queue.queueArn,
      batchSize: BARISTA_BATCH_SIZE,
      reportBatchItemFailures: true,
      maxConcurrency: props.maximumConcurrency,
    });
    suppressFindings(this.eventSource, {
      "Serverless-LambdaEventSourceMappingDestination":
        "Event sources of SQS have no failure destination: the queue's own dead-letter queue is it.",
    });
  }
}
