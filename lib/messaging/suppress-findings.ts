import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Rules of cdk-nag that do not hold for one construct, each with the reason why that is right. */
export type Reasons = Readonly<Record<string, string>>;

/** Notes at the resource itself why a rule does not hold there. The tests fail for every finding without such a reason. */
export const suppressFindings = (construct: IConstruct, reasons: Reasons): void => {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
};

/** A queue that itself keeps what could not be processed or delivered is the end of the line. */
export const DEAD_LETTER_QUEUE: Reasons = {
  "AwsSolutions-SQS3": "It keeps what others could not process or deliver; nothing consumes it automatically.",
  "Serverless-SQSRedrivePolicy":
    "It keeps what others could not process or deliver; nothing consumes it automatically.",
};

/** For a function with actions of SNS for which IAM knows no resource; see the service authorization reference of SNS. */
export const SNS_WITHOUT_RESOURCES: Reasons = {
  "AwsSolutions-IAM5[Resource::*]":
    "IAM knows no resource for these actions of SNS: they can be granted for all or not at all.",
};
