import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { type ILogGroup, LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { FUNCTION_MEMORY_MB } from "./messaging-function";
import { suppressFindings } from "./suppress-findings";

const PROVIDER_LOG = "CustomResourceLog";

export interface DeadLetterSourceProps {
  readonly deadLetterQueue: IQueue;
  /** The one queue whose messages may move there. */
  readonly source: IQueue;
}

/**
 * Closes a dead-letter queue to every queue but its own source.
 *
 * Both queues name each other: the source its dead-letter queue, the dead-letter queue the source it allows. CloudFormation
 * cannot create such a circle unless one of them has a fixed name, so the allowance is set once both exist.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export class DeadLetterSource extends Construct {
  constructor(scope: Construct, id: string, { deadLetterQueue, source }: DeadLetterSourceProps) {
    super(scope, id);
    new AwsCustomResource(this, "Resource", {
      resourceType: "Custom::RedriveAllowance",
      installLatestAwsSdk: false,
      logGroup: this.providerLog(),
      memorySize: FUNCTION_MEMORY_MB,
      onUpdate: {
        service: "SQS",
        action: "SetQueueAttributes",
        parameters: {
          QueueUrl: deadLetterQueue.queueUrl,
          Attributes: {
            RedriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [source.queueArn] }),
          },
        },
        physicalResourceId: PhysicalResourceId.of("redrive-allowance"),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [deadLetterQueue.queueArn] }),
    });
    this.suppressProviderFindings();
  }

  /** All custom resources of a stack share one function, hence one log group. */
  private providerLog(): ILogGroup {
    const stack = Stack.of(this);
    const existing = stack.node.tryFindChild(PROVIDER_LOG);
    if (existing instanceof LogGroup) return existing;
    return new LogGroup(stack, PROVIDER_LOG, {
      retention: RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** The function behind every `AwsCustomResource` of a stack is the CDK's own. */
  private suppressProviderFindings(): void {
    const id = `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll("-", "")}`;
    const owned = "The CDK's own function; it runs during a deployment only, which reports its failure.";
    suppressFindings(Stack.of(this).node.findChild(id), {
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]": owned,
      "AwsSolutions-L1": owned,
      "Serverless-LambdaDLQ": owned,
      "Serverless-LambdaTracing": owned,
      "Serverless-LambdaAsyncFailureDestination": owned,
      "Serverless-LambdaLatestVersion": owned,
    });
  }
}
