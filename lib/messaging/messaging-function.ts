import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, FunctionUrlAuthType, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { bundle } from "./bundle";
import { suppressFindings } from "./suppress-findings";

/** Node.js 20 can no longer be chosen for new functions from 2027 on; arm64 costs a fifth less than x86 for the same work. */
const PLATFORM = { runtime: Runtime.NODEJS_24_X, architecture: Architecture.ARM_64 };

/** CPU comes with memory: at 256 MB a cold start that loads the AWS SDK stays well under a second. */
export const FUNCTION_MEMORY_MB = 256;

/** Who may call a function URL: callers with AWS credentials and permission, or everybody. */
export type Access = "AWS_IAM" | "public";

/** How Lambda handles events that are not answered, such as those of a topic or a schedule. */
export interface AsyncOptions {
  /** Keeps the events that failed to the end, each with the error of the last attempt. */
  readonly onFailure: IQueue;
  /**
   * How long Lambda keeps trying, 1 min to 6 h.
   *
   * @default Duration.hours(6)
   */
  readonly maxEventAge?: Duration;
}

/** After the first failure of an asynchronous invocation; the longest Lambda offers. */
export const ASYNC_RETRIES = 2;

/** Variables with text, as Lambda takes them; one that is undefined is left out. */
export type FunctionVariables<E> = { readonly [K in keyof E]?: string };

export interface MessagingFunctionOptions {
  /** Path of the file that exports `handler`, TypeScript or JavaScript; it is bundled when the template is synthesized. */
  readonly entry: string;
  /** What breaks for a human when this function fails. Becomes its description, for whoever meets it in the console. */
  readonly impact: string;
  /**
   * How long one invocation may take, 1 s to 15 min.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
  /**
   * Days that its logs are kept.
   *
   * @default 14
   */
  readonly logRetentionDays?: RetentionDays;
}

export interface MessagingFunctionProps<E extends FunctionVariables<E>> extends MessagingFunctionOptions {
  /** What the handler reads; its type is the handler's own. */
  readonly environment: E;
}

/**
 * A function that handles messages: bundled from its entry file, on the newest platform, with a log group of its own.
 *
 * It starts with one permission, to write its own log; every other is granted beside the address it belongs to.
 */
export class MessagingFunction<E extends FunctionVariables<E>> extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: MessagingFunctionProps<E>) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", {
      retention: props.logRetentionDays ?? 14,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, "Function", {
      ...PLATFORM,
      description: props.impact,
      code: Code.fromAsset(bundle(props.entry)),
      handler: "index.handler",
      memorySize: FUNCTION_MEMORY_MB,
      timeout: props.timeout ?? Duration.seconds(10),
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
        "Traces are paid for one by one; the id of a message in every log line tells the same story. A team that traces turns it on here.",
    });
    this.grantPrincipal = this.lambda.grantPrincipal;
  }

  /** Gives the function an address (HTTPS, payload format 2.0), which ends with a slash. */
  addUrl(access: Access): string {
    const authType = access === "public" ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
    return this.lambda.addFunctionUrl({ authType }).url;
  }

  /**
   * For a function that is called asynchronously: two retries, then the event is kept.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  keepFailures({ onFailure, maxEventAge }: AsyncOptions): void {
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(onFailure),
      retryAttempts: ASYNC_RETRIES,
      ...(maxEventAge && { maxEventAge }),
    });
  }
}
