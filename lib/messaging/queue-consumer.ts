import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { DurableQueue } from "./durable-queue";
import type { IdempotencyTable } from "./idempotency-table";
import { type FunctionVariables, MessagingFunction, type MessagingFunctionOptions } from "./messaging-function";
import { suppressFindings } from "./suppress-findings";

/** The variables that every consumer of a queue is given; the handler code of the kit reads them. */
export interface QueueConsumerEnvironment {
  readonly QUEUE_URL: string;
  readonly DEAD_LETTER_QUEUE_URL: string;
  readonly IDEMPOTENCY_TABLE_NAME: string;
}

/** The variables of a consumer beside those that the construct gives it. */
type OwnVariables<E> = Omit<E, keyof QueueConsumerEnvironment>;

export interface QueueConsumerOptions extends MessagingFunctionOptions {
  /** The queue whose messages it works on. */
  readonly queue: DurableQueue;
  /** Remembers what was done, so that each message takes effect once. */
  readonly idempotency: IdempotencyTable;
  /**
   * How many messages an invocation is given at most, 1 to 10.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * How many invocations may work at the same time, 2 to 1,000.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly maximumConcurrency?: number;
}

/** Its handler's own variables are asked for when its environment has more than the construct gives. */
export type QueueConsumerProps<E extends QueueConsumerEnvironment> = QueueConsumerOptions &
  (keyof OwnVariables<E> extends never
    ? { readonly environment?: never }
    : { /** The handler's own variables. */ readonly environment: OwnVariables<E> });

/**
 * A function that works on the messages of a queue: event source with partial batch responses and bounded concurrency, and
 * the permissions that this takes, no more.
 *
 * Its handler is made with `queueConsumer` of the kit's handler code, which does each message once and dead-letters what
 * can never work.
 *
 * @throws Error at synthesis when the function may work longer than the queue was told, since messages would come back
 * while they are worked on
 */
export class QueueConsumer<
  E extends QueueConsumerEnvironment & FunctionVariables<E> = QueueConsumerEnvironment,
> extends MessagingFunction<E> {
  /** The link between queue and function. Disabled, messages wait. */
  readonly eventSource: EventSourceMapping;

  constructor(scope: Construct, id: string, props: QueueConsumerProps<E>) {
    const options: QueueConsumerOptions = props;
    const { queue, idempotency, batchSize = 10, maximumConcurrency = 10 } = options;
    const timeout = options.timeout ?? queue.consumerTimeout;
    if (timeout.toSeconds() > queue.consumerTimeout.toSeconds()) {
      throw new Error(
        `${id}: may work ${timeout.toSeconds()} s, but its queue hides messages for consumers of at most ${queue.consumerTimeout.toSeconds()} s (raise consumerTimeout of the queue, or lower this timeout)`,
      );
    }
    const given: QueueConsumerEnvironment = {
      QUEUE_URL: queue.queue.queueUrl,
      DEAD_LETTER_QUEUE_URL: queue.deadLetterQueue.queueUrl,
      IDEMPOTENCY_TABLE_NAME: idempotency.table.tableName,
    };
    super(scope, id, { ...options, timeout, environment: { ...given, ...props.environment } as unknown as E });
    idempotency.grantEntries(this);
    queue.deadLetterQueue.grant(this, "sqs:SendMessage");
    queue.queue.grant(
      this,
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ChangeMessageVisibility",
    );
    this.eventSource = new EventSourceMapping(this, "EventSource", {
      target: this.lambda,
      eventSourceArn: queue.queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      maxConcurrency: maximumConcurrency,
    });
    suppressFindings(this.eventSource, {
      "Serverless-LambdaEventSourceMappingDestination":
        "Event sources of SQS have no failure destination: the queue's own dead-letter queue is it.",
    });
  }
}
