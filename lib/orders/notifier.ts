import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { type ITopic, SubscriptionFilter } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { NotifierEnvironment } from "../../lambda/notifier/environment";
import { acknowledge, END_OF_THE_LINE } from "../acknowledge";
import { type OnDelete, queueDefaults } from "../durable-queue";
import { ASYNC_RETRIES, DEAD_LETTER_RETENTION, NOTICE_MAX_AGE, NOTIFIER_TIMEOUT } from "../settings";
import { ShopFunction } from "../shop-function";
import type { OrderLedger } from "./order-ledger";

export interface NotifierProps {
  readonly orderReady: ITopic;
  readonly ledger: OrderLedger;
  /** Takes the messages that SNS could not hand to the function. */
  readonly undelivered: IQueue;
  readonly onDelete: OnDelete;
  readonly logRetentionDays: number;
}

/**
 * Tells a customer who left a phone number that the drink is ready. Orders without one never reach it.
 *
 * It alone sees contact details.
 */
export class Notifier extends ShopFunction<NotifierEnvironment> {
  /** Notices that could not be sent, each with the error of the last attempt. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    const { orderReady, ledger, undelivered } = props;
    super(scope, id, {
      handler: "notifier",
      impact:
        "Tells customers that their drink is ready. When it fails, they are not told; the pickup board still shows it.",
      timeout: NOTIFIER_TIMEOUT,
      environment: { ORDER_LEDGER_TABLE_NAME: ledger.table.tableName } satisfies NotifierEnvironment,
      logRetentionDays: props.logRetentionDays,
    });
    ledger.grantEntries(this);
    this.grantSms();
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      ...queueDefaults(props.onDelete),
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    acknowledge(this.deadLetterQueue, END_OF_THE_LINE);
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetterQueue),
      retryAttempts: ASYNC_RETRIES,
      maxEventAge: NOTICE_MAX_AGE,
    });
    orderReady.addSubscription(
      new LambdaSubscription(this.lambda, {
        filterPolicy: { notify: SubscriptionFilter.stringFilter({ allowlist: ["sms", "push"] }) },
        deadLetterQueue: undelivered,
      }),
    );
  }

  /**
   * A phone number is no resource and has no ARN: the permission is for everything that is not an SNS resource.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
   */
  private grantSms(): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: ["sns:Publish"], notResources: ["arn:*:sns:*:*:*"] }),
    );
  }
}
