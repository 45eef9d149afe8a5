import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  RedrivePermission,
} from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DeadLetterSource } from "./dead-letter-source";
import { DEAD_LETTER_QUEUE, suppressFindings } from "./suppress-findings";

/** What becomes of a queue or table, with all that is in it, when its stack is deleted. */
export type OnDelete = "retain" | "destroy";

/**
 * The longest that SQS keeps a message. It must be longer than the queue before it: in a standard queue the clock does not
 * restart when a message moves to its dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 */
export const DEAD_LETTER_RETENTION = Duration.days(14);

/** The longest poll: fewer empty receives, no waiting for a message that is already there. */
export const LONG_POLL = Duration.seconds(20);

/**
 * AWS's advice for the visibility timeout of a queue that feeds a function: six times the function's timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT = 6;

/** The longest visibility timeout of SQS, 12 hours, sets a limit to the consumer. */
const LONGEST_CONSUMER = Duration.hours(12 / VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT);

export interface DurableQueueProps {
  /** The longest that a consumer works on a batch: the timeout of its function, 1 s to 2 h. Messages that were received stay hidden six times as long. */
  readonly consumerTimeout: Duration;
  /**
   * How long a message waits to be received, from 1 minute to less than 14 days. After that SQS deletes it without a dead
   * letter.
   *
   * @default Duration.days(4)
   */
  readonly retention?: Duration;
  /**
   * How often a message is received before it moves to the dead-letter queue, 1 to 1,000.
   *
   * @default 5
   */
  readonly attempts?: number;
  /** @default "retain" */
  readonly onDelete?: OnDelete;
  /**
   * Whether messages of a group are handed out one after the other, in their order.
   *
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * Whether no other queue may name this one's dead-letter queue as its own. It takes a custom resource, with a function and
   * a role of the CDK's.
   *
   * @default false
   */
  readonly restrictDeadLetterSource?: boolean;
}

/** What every queue of the kit has: encryption by SQS, TLS only, long polling. */
export const queueDefaults = (onDelete: OnDelete) => ({
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  receiveMessageWaitTime: LONG_POLL,
  removalPolicy: onDelete === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/**
 * High throughput: limits and deduplication hold for each group by itself.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
 */
const FIFO = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

export interface DeadLetterQueueProps {
  /** @default "retain" */
  readonly onDelete?: OnDelete;
  /**
   * FIFO for the messages of a FIFO queue.
   *
   * @default false
   */
  readonly fifo?: boolean;
}

/**
 * A dead-letter queue: keeps for 14 days what could not be processed, or not delivered to a subscriber, for an operator.
 * Nothing consumes it automatically.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { onDelete = "retain", fifo = false }: DeadLetterQueueProps = {}) {
    super(scope, id, { ...queueDefaults(onDelete), ...(fifo && FIFO), retentionPeriod: DEAD_LETTER_RETENTION });
    suppressFindings(this, DEAD_LETTER_QUEUE);
  }
}

/**
 * A queue with a dead-letter queue: a message that was received in vain too often moves there and is kept until it is 14
 * days old. Encrypted, over TLS only.
 *
 * A message that nobody receives within `retention` is deleted by SQS, and no dead letter tells of it: watch the age of the
 * oldest message.
 *
 * @throws Error at synthesis for a retention or a timeout that SQS does not take
 */
export class DurableQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  /** The longest that a consumer may work on a batch. */
  readonly consumerTimeout: Duration;

  constructor(scope: Construct, id: string, props: DurableQueueProps) {
    super(scope, id);
    const { consumerTimeout, retention = Duration.days(4), attempts = 5, onDelete = "retain", fifo = false } = props;
    if (retention.toSeconds() >= DEAD_LETTER_RETENTION.toSeconds()) {
      throw new Error(
        `${id}: messages are kept ${retention.toDays()} days, which must be less than the ${DEAD_LETTER_RETENTION.toDays()} days of the dead-letter queue, because their age goes on counting there`,
      );
    }
    if (consumerTimeout.toSeconds() > LONGEST_CONSUMER.toSeconds()) {
      throw new Error(
        `${id}: a consumer may work ${consumerTimeout.toSeconds()} s, which must be at most ${LONGEST_CONSUMER.toSeconds()} s, because SQS hides a message for 12 h at most`,
      );
    }
    this.consumerTimeout = consumerTimeout;
    this.deadLetterQueue = new DeadLetterQueue(this, "DeadLetterQueue", { onDelete, fifo });
    this.queue = new Queue(this, "Queue", {
      ...queueDefaults(onDelete),
      ...(fifo && FIFO),
      redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL },
      retentionPeriod: retention,
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT * consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: attempts },
    });
    if (props.restrictDeadLetterSource) {
      new DeadLetterSource(this, "RedriveAllowance", { deadLetterQueue: this.deadLetterQueue, source: this.queue });
    }
  }
}
