import { join } from "node:path";
import { Aws, Token } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FunctionUrlAuthType } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { RegionInfo } from "aws-cdk-lib/region-info";
import type { Construct } from "constructs";
import type { WebhookReceiverEnvironment } from "../../lambda/webhook-receiver";
import type { IdempotencyTable } from "../messaging/idempotency-table";
import { MessagingFunction } from "../messaging/messaging-function";
import { suppressFindings } from "../messaging/suppress-findings";
import { WEBHOOK_TIMEOUT } from "../settings/numbers";

export interface WebhookReceiverProps {
  /** The topics it listens to. */
  readonly topics: readonly ITopic[];
  /** Remembers what was received, so that nothing is taken twice. */
  readonly idempotency: IdempotencyTable;
  /**
   * Whether deliveries may be signed with the throw-away key of a shop on a laptop. Never on AWS.
   */
  readonly trustLocalDeliverySimulator: boolean;
  readonly logRetentionDays: number;
}

/**
 * The receiving end of an HTTPS subscription, for a partner team to lift as it is: verifies that a delivery was signed by
 * SNS for one of its topics, confirms the subscription, and hands each issue on once.
 */
export class WebhookReceiver extends MessagingFunction<WebhookReceiverEnvironment> {
  /** Where SNS posts to. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: WebhookReceiverProps) {
    const { topics, idempotency, trustLocalDeliverySimulator, logRetentionDays } = props;
    const topicArns = topics.map(({ topicArn }) => topicArn);
    const environment: WebhookReceiverEnvironment = {
      TOPIC_ARNS: topicArns.join(","),
      DNS_SUFFIX: dnsSuffixOf(topics),
      IDEMPOTENCY_TABLE_NAME: idempotency.table.tableName,
      ...(trustLocalDeliverySimulator && { CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL" }),
    };
    super(scope, id, {
      entry: join(__dirname, "../../lambda/webhook-receiver/index.ts"),
      impact:
        "Receives newsletters over HTTPS. When it fails, SNS tries again for up to an hour; other subscribers are not affected.",
      timeout: WEBHOOK_TIMEOUT,
      environment,
      logRetentionDays,
    });
    idempotency.grantEntries(this);
    this.lambda.addToRolePolicy(new PolicyStatement({ actions: ["sns:ConfirmSubscription"], resources: topicArns }));
    this.url = this.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
    suppressFindings(this, {
      "Shop-FunctionUrlAuth":
        "SNS has no AWS credentials to sign with: every delivery carries a signature of its own, which the function verifies.",
    });
  }
}

/** Domain of the partition that the topics are in: that of the stack, or, for topics of elsewhere, as the CDK knows it. */
const dnsSuffixOf = (topics: readonly ITopic[]): string => {
  const region = topics.map(({ env }) => env.region).find((one) => !Token.isUnresolved(one));
  if (region === undefined) return Aws.URL_SUFFIX;
  const suffix = RegionInfo.get(region).domainSuffix;
  if (suffix !== undefined) return suffix;
  throw new Error(
    `the CDK does not know the region ${region} of the topics, so not who signs there (update aws-cdk-lib)`,
  );
};
