import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  RedrivePermission,
} from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DEAD_LETTER_RETENTION, LONG_POLL } from "../settings/numbers";
import { DeadLetterSource } from "./dead-letter-source";
import { DEAD_LETTER_QUEUE, suppressFindings } from "./suppress-findings";

/** What becomes of a queue, with all that waits in it, when its stack is deleted. */
export type OnDelete = "retain" | "destroy";

export interface DurableQueueProps {
  /** How long a message waits for somebody to take it, at most 14 days. */
  readonly retention: Duration;
  /** How long a message that was taken stays hidden from others. */
  readonly visibilityTimeout: Duration;
  /** How often a message is handed out before it moves to the dead-letter queue. */
  readonly attempts: number;
  readonly onDelete: OnDelete;
  /**
   * Whether messages of a group are handed out one after the other, in their order.
   *
   * @default false
   */
  readonly fifo?: boolean;
}

/** What every queue of the shop has: encryption, TLS only, long polling. */
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

/**
 * A queue that gives up on a message only by putting it aside: after its attempts the message moves to a
 * dead-letter queue, which keeps it for 14 days and takes messages from this queue alone.
 */
export class DurableQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: DurableQueueProps) {
    super(scope, id);
    const { retention, visibilityTimeout, attempts, onDelete, fifo = false } = props;
    if (retention.toSeconds() >= DEAD_LETTER_RETENTION.toSeconds()) {
      throw new Error(
        `${id}: messages are kept ${retention.toDays()} days, which must be less than the ${DEAD_LETTER_RETENTION.toDays()} days of the dead-letter queue, because their age goes on counting there`,
      );
    }
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      ...queueDefaults(onDelete),
      ...(fifo && FIFO),
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    this.queue = new Queue(this, "Queue", {
      ...queueDefaults(onDelete),
      ...(fifo && FIFO),
      redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL },
      retentionPeriod: retention,
      visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: attempts },
    });
    suppressFindings(this.deadLetterQueue, DEAD_LETTER_QUEUE);
    new DeadLetterSource(this, "RedriveAllowance", { deadLetterQueue: this.deadLetterQueue, source: this.queue });
  }
}
