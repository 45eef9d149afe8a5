import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { FUNCTION_MEMORY_MB, FUNCTION_PLATFORM } from "../settings/numbers";
import { bundleFolder } from "./handler-bundles";
import { suppressFindings } from "./suppress-findings";

export interface MessagingFunctionProps<E extends { readonly [K in keyof E]?: string }> {
  /** Folder of the handler under `lambda/`. */
  readonly handler: string;
  /** What breaks for a human when this function fails. Becomes its description, for whoever meets it in the console. */
  readonly impact: string;
  readonly timeout: Duration;
  /** What the handler reads; its type is the handler's own. */
  readonly environment: E;
  /** Days that its logs are kept. */
  readonly logRetentionDays: number;
}

/**
 * One of the shop's functions: bundled, on the shop's platform, with a log group of its own.
 *
 * It starts with one permission, to write its own log; every other is granted beside the address it belongs to.
 */
export class MessagingFunction<E extends { readonly [K in keyof E]?: string }> extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: MessagingFunctionProps<E>) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, "Function", {
      ...FUNCTION_PLATFORM,
      description: props.impact,
      code: Code.fromAsset(bundleFolder(props.handler)),
      handler: "index.handler",
      memorySize: FUNCTION_MEMORY_MB,
      timeout: props.timeout,
      environment: Object.fromEntries(
        Object.entries<string | undefined>(props.environment).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
      role,
      logGroup,
    });
    suppressFindings(this.lambda, {
      "Serverless-LambdaDLQ":
        "Functions that are called asynchronously have a failure destination, which keeps the reason too; the others answer their caller.",
      "Serverless-LambdaTracing":
        "Traces are paid for one by one; the order id in every log line tells the same story. A team that traces turns it on here.",
    });
    this.grantPrincipal = this.lambda.grantPrincipal;
  }
}
