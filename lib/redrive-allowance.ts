import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";

export interface RedriveAllowanceProps {
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
export class RedriveAllowance extends Construct {
  constructor(scope: Construct, id: string, { deadLetterQueue, source }: RedriveAllowanceProps) {
    super(scope, id);
    new AwsCustomResource(this, "Resource", {
      resourceType: "Custom::RedriveAllowance",
      installLatestAwsSdk: false,
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
  }
}
