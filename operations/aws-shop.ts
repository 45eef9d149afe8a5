import { Sha256 } from "@aws-crypto/sha256-js";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import { OPTIONAL_STACKS, STACK_NAMES, type StackName } from "../lib/output-names";
import { deployCommand, isStageName, LOCAL_STAGE, ofStage, STAGE_RULE, USUAL_STAGE } from "../lib/settings/stage";
import { type AskFunction, cashierAsker, outputReader, type Shop } from "./shop";
import { ShopError } from "./shop-error";

/** Which shop: in the account and region of the SDK's ordinary choice, and of the stage `production`, unless they are named. */
export interface AwsChoice {
  readonly profile?: string;
  readonly region?: string;
  readonly stage?: string;
}

/**
 * The way into the shop in an AWS account.
 *
 * @throws ShopError when no region is set or no shop of this stage is deployed there; the SDK's errors when credentials are missing or wrong
 */
export const awsShop = async ({ stage = USUAL_STAGE, ...choice }: AwsChoice): Promise<Shop> => {
  if (stage === LOCAL_STAGE || !isStageName(stage)) {
    throw new ShopError(`not a stage on AWS: ${stage} (--stage takes ${STAGE_RULE}, and not ${LOCAL_STAGE})`);
  }
  const sts = new STSClient(choice);
  const region = await sts.config.region().catch(() => {
    throw new ShopError("no AWS region is set (use --region, AWS_REGION, or a profile that has one)");
  });
  const { Account: account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const config = { ...choice, region };
  const title = `AWS ${account} ${region}${stage === USUAL_STAGE ? "" : ` ${stage}`}`;
  const cloudFormation = new CloudFormationClient(config);
  const described = await Promise.all(STACK_NAMES.map((stack) => outputsOf(cloudFormation, stack, stage, title)));
  const output = outputReader(Object.fromEntries(described), deployCommand(stage));
  const cashier = new URL("orders", output("CashierUrl")).href;
  const askFunction = askFunctionUrl({ region, credentials: sts.config.credentials });
  return {
    target: "aws",
    title,
    account,
    region,
    stage,
    cashier,
    askCashier: cashierAsker(askFunction, cashier),
    askFunction,
    output,
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
    dynamodb: new DynamoDBClient(config),
  };
};

const outputsOf = async (client: CloudFormationClient, stack: StackName, stage: string, title: string) => {
  const StackName = ofStage(stack, stage);
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName })).catch((error: unknown) => {
    if (error instanceof Error && /does not exist/.test(error.message)) {
      if (OPTIONAL_STACKS.includes(stack)) return { Stacks: [] };
      throw new ShopError(
        `no shop is deployed in ${title}: there is no stack ${StackName} (run ${deployCommand(stage)}, or choose another stage with --stage)`,
      );
    }
    throw error;
  });
  const outputs = Stacks[0]?.Outputs ?? [];
  const values = outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]);
  return [stack, Object.fromEntries(values)] as const;
};

/**
 * Calls function URLs as somebody: each request is signed with Signature Version 4, which a URL that is open to everybody ignores.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
const askFunctionUrl = (
  caller: Pick<ConstructorParameters<typeof SignatureV4>[0], "region" | "credentials">,
): AskFunction => {
  const signer = new SignatureV4({ service: "lambda", sha256: Sha256, ...caller });
  return async (address, { method, headers, body, signal }) => {
    const { protocol, host, hostname, pathname: path } = new URL(address);
    const signed = await signer.sign({ method, protocol, hostname, path, headers: { host, ...headers }, body });
    const { host: _, ...sent } = signed.headers;
    return fetch(address, { method, headers: sent, body, redirect: "error", signal });
  };
};
