import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge, END_OF_THE_LINE } from "../acknowledge";
import { type OnDelete, queueDefaults } from "../durable-queue";
import { ASYNC_RETRIES, DEAD_LETTER_RETENTION, READER_TIMEOUT } from "../settings";
import { ShopFunction } from "../shop-function";

export interface NewsletterReaderProps {
  readonly onDelete: OnDelete;
  readonly logRetentionDays: number;
}

/** Reads every issue of every newsletter: the subscriber that is a function. */
export class NewsletterReader extends ShopFunction<Record<never, string>> {
  /** Issues it could not read, each with the error of the last attempt. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { onDelete, logRetentionDays }: NewsletterReaderProps) {
    super(scope, id, {
      handler: "newsletter-reader",
      impact: "Reads newsletters as they appear. When it fails, nobody else's delivery is affected.",
      timeout: READER_TIMEOUT,
      environment: {},
      logRetentionDays,
    });
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      ...queueDefaults(onDelete),
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    acknowledge(this.deadLetterQueue, END_OF_THE_LINE);
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetterQueue),
      retryAttempts: ASYNC_RETRIES,
    });
  }
}
