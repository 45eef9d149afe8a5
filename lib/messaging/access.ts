import { FunctionUrlAuthType } from "aws-cdk-lib/aws-lambda";

/** Who may call a function URL: callers with AWS credentials and permission, or everybody. */
export type Access = "AWS_IAM" | "public";

export const authTypeOf = (access: Access): FunctionUrlAuthType =>
  access === "public" ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
