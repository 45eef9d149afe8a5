import { join } from "node:path";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { SubscriptionFilter } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { NotifierEnvironment } from "../../lambda/notifier";
import { DeadLetterQueue, type OnDelete } from "../messaging/durable-queue";
import type { IdempotencyTable } from "../messaging/idempotency-table";
import { MessagingFunction } from "../messaging/messaging-function";
import type { SecureTopic } from "../messaging/secure-topic";
import { SNS_WITHOUT_RESOURCES, suppressFindings } from "../messaging/suppress-findings";
import {
  hasPush,
  type PushSettings,
  pushApplicationArns,
  pushEndpointArns,
  suppressDeviceFindings,
} from "../push/push-applications";
import { NOTICE_MAX_AGE, NOTIFIER_TIMEOUT } from "../settings/numbers";
import type { Settings } from "../settings/settings-schema";

export interface NotifierProps {
  readonly orderReady: SecureTopic;
  readonly idempotency: IdempotencyTable;
  /** Takes the messages that SNS could not hand to the function. */
  readonly undelivered: IQueue;
  /** Whom SMS come from, and the platforms it may push to. */
  readonly settings: Pick<Settings, "sms"> & PushSettings;
  readonly onDelete: OnDelete;
  readonly logRetentionDays: number;
}

/**
 * Tells a customer who left a phone number or a device that the drink is ready. Orders without either never reach it.
 *
 * It alone sees contact details.
 */
export class Notifier extends MessagingFunction<NotifierEnvironment> {
  /** Notices that could not be sent, each with the error of the last attempt. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    const { orderReady, idempotency, undelivered, settings } = props;
    const { sms } = settings;
    const deadLetterQueue = new DeadLetterQueue(scope, `${id}DeadLetterQueue`, { onDelete: props.onDelete });
    super(scope, id, {
      entry: join(__dirname, "../../lambda/notifier/index.ts"),
      impact:
        "Tells customers that their drink is ready. When it fails, they are not told; the pickup board still shows it.",
      timeout: NOTIFIER_TIMEOUT,
      environment: {
        IDEMPOTENCY_TABLE_NAME: idempotency.table.tableName,
        NOTIFIER_DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
        PUSH_APPLICATION_ARNS: pushApplicationArns(scope, settings).join(","),
        SMS_SENDER_ID: sms.senderId ?? "",
        SMS_ORIGINATION_NUMBER: sms.originationNumber ?? "",
      } satisfies NotifierEnvironment,
      logRetentionDays: props.logRetentionDays,
    });
    idempotency.grantEntries(this);
    this.grantSms();
    if (hasPush(settings)) this.grantPush(settings);
    this.deadLetterQueue = deadLetterQueue;
    deadLetterQueue.grant(this, "sqs:SendMessage");
    this.keepFailures({ onFailure: deadLetterQueue, maxEventAge: NOTICE_MAX_AGE });
    orderReady.subscribeFunction(this, {
      undelivered,
      filterPolicy: { notify: SubscriptionFilter.stringFilter({ allowlist: ["sms", "push"] }) },
    });
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
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions: ["sns:CheckIfPhoneNumberIsOptedOut"], resources: ["*"] }),
    );
    suppressFindings(this, SNS_WITHOUT_RESOURCES);
  }

  /** To devices of the shop's own applications only; one that is gone is removed. */
  private grantPush(settings: PushSettings): void {
    // The documentation names devices, error messages of SNS name their application.
    const resources = [...pushApplicationArns(this, settings), ...pushEndpointArns(this, settings)];
    this.lambda.addToRolePolicy(new PolicyStatement({ actions: ["sns:Publish"], resources }));
    this.lambda.addToRolePolicy(new PolicyStatement({ actions: ["sns:DeleteEndpoint"], resources: ["*"] }));
    suppressDeviceFindings(this, settings);
  }
}
