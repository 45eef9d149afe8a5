import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { DEAD_LETTER_RETENTION, type OnDelete, queueDefaults } from "../messaging/durable-queue";
import { SecureTopic } from "../messaging/secure-topic";
import { suppressFindings } from "../messaging/suppress-findings";
import type { NewsletterReader } from "./newsletter-reader";

export interface NewsletterTopicProps {
  readonly reader: NewsletterReader;
  /** Takes the messages that SNS could not deliver to a subscriber. */
  readonly undelivered: IQueue;
  readonly onDelete: OnDelete;
}

/**
 * One newsletter: whoever publishes knows the topic and none of its subscribers.
 *
 * Two of them always listen: an archive, which keeps each issue for 14 days, and the reader.
 */
export class NewsletterTopic extends SecureTopic {
  readonly archive: Queue;

  constructor(scope: Construct, id: string, { reader, undelivered, onDelete }: NewsletterTopicProps) {
    super(scope, id);
    this.archive = new Queue(this, "Archive", { ...queueDefaults(onDelete), retentionPeriod: DEAD_LETTER_RETENTION });
    suppressFindings(this.archive, {
      "AwsSolutions-SQS3": "People read the archive; no consumer can fail on a message.",
      "Serverless-SQSRedrivePolicy": "People read the archive; no consumer can fail on a message.",
    });
    this.subscribeQueue(this.archive, { undelivered });
    this.subscribeFunction(reader, { undelivered });
  }
}
