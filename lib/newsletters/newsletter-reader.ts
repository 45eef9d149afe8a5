import { join } from "node:path";
import type { Construct } from "constructs";
import { DeadLetterQueue, type OnDelete } from "../messaging/durable-queue";
import { MessagingFunction } from "../messaging/messaging-function";
import { READER_TIMEOUT } from "../settings/numbers";

export interface NewsletterReaderProps {
  readonly onDelete: OnDelete;
  readonly logRetentionDays: number;
}

/** Reads every issue of every newsletter: the subscriber that is a function. */
export class NewsletterReader extends MessagingFunction<Record<never, string>> {
  /** Issues it could not read, each with the error of the last attempt. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, { onDelete, logRetentionDays }: NewsletterReaderProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/newsletter-reader/index.ts"),
      impact: "Reads newsletters as they appear. When it fails, nobody else's delivery is affected.",
      timeout: READER_TIMEOUT,
      environment: {},
      logRetentionDays,
    });
    this.deadLetterQueue = new DeadLetterQueue(this, "DeadLetterQueue", { onDelete });
    this.keepFailures({ onFailure: this.deadLetterQueue });
  }
}
