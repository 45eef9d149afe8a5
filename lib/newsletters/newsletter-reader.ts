import { join } from "node:path";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { DEAD_LETTER_RETENTION, type OnDelete, queueDefaults } from "../messaging/durable-queue";
import { MessagingFunction } from "../messaging/messaging-function";
import { DEAD_LETTER_QUEUE, suppressFindings } from "../messaging/suppress-findings";
import { ASYNC_RETRIES, READER_TIMEOUT } from "../settings/numbers";

export interface NewsletterReaderProps {
  readonly onDelete: OnDelete;
  readonly logRetentionDays: number;
}

/** Reads every issue of every newsletter: the subscriber that is a function. */
export class NewsletterReader extends MessagingFunction<Record<never, string>> {
  /** Issues it could not read, each with the error of the last attempt. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { onDelete, logRetentionDays }: NewsletterReaderProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/newsletter-reader/index.ts"),
      impact: "Reads newsletters as they appear. When it fails, nobody else's delivery is affected.",
      timeout: READER_TIMEOUT,
      environment: {},
      logRetentionDays,
    });
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      ...queueDefaults(onDelete),
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    suppressFindings(this.deadLetterQueue, DEAD_LETTER_QUEUE);
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetterQueue),
      retryAttempts: ASYNC_RETRIES,
    });
  }
}
