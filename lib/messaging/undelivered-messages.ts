import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { DEAD_LETTER_RETENTION, type OnDelete, queueDefaults } from "./durable-queue";
import { DEAD_LETTER_QUEUE, suppressFindings } from "./suppress-findings";

export interface UndeliveredMessagesProps {
  /** @default "retain" */
  readonly onDelete?: OnDelete;
}

/**
 * Keeps for 14 days what SNS could not deliver to a subscriber, with the error code and message as attributes.
 *
 * A subscription without such a queue loses its message once the retries of its protocol are over.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export class UndeliveredMessages extends Queue {
  constructor(scope: Construct, id: string, { onDelete = "retain" }: UndeliveredMessagesProps = {}) {
    super(scope, id, { ...queueDefaults(onDelete), retentionPeriod: DEAD_LETTER_RETENTION });
    suppressFindings(this, DEAD_LETTER_QUEUE);
  }
}
