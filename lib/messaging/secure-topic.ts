import { type CfnTopic, type SubscriptionFilter, Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription, SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { MessagingFunction } from "./messaging-function";

/** How a subscriber receives messages. */
export interface SubscriberOptions {
  /**
   * Redrive: takes, with the error as attributes, what SNS could not deliver once the retries of the protocol are over. A
   * subscription without it loses such a message.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
   */
  readonly undelivered: IQueue;
  /**
   * Attributes that a message must have; SNS drops any other without a word.
   *
   * @default - every message
   */
  readonly filterPolicy?: Record<string, SubscriptionFilter>;
}

/**
 * A topic: signed with SHA-256 (version 2, which whoever receives webhooks can demand), TLS only, and
 * encrypted with the AWS managed key of SNS, which every publisher of this account may use and which costs nothing.
 */
export class SecureTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { signatureVersion: "2", enforceSSL: true });
    (this.node.defaultChild as CfnTopic).kmsMasterKeyId = "alias/aws/sns";
  }

  /** Sends messages to a queue as they were published, without an envelope (raw message delivery). */
  subscribeQueue(queue: IQueue, { undelivered, ...options }: SubscriberOptions): void {
    this.addSubscription(
      new SqsSubscription(queue, { ...options, rawMessageDelivery: true, deadLetterQueue: undelivered }),
    );
  }

  /** Calls a function with each message. */
  subscribeFunction(subscriber: MessagingFunction<object>, { undelivered, ...options }: SubscriberOptions): void {
    this.addSubscription(new LambdaSubscription(subscriber.lambda, { ...options, deadLetterQueue: undelivered }));
  }
}
