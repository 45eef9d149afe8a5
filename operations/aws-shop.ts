import { Sha256 } from "@aws-crypto/sha256-js";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import { OPTIONAL_STACKS, STACK_NAMES, type StackName } from "../lib/output-names";
import { type AskFunction, cashierAsker, outputReader, type Shop } from "./shop";
import { ShopError } from "./shop-error";

/** Which AWS account and region: the SDK's ordinary choice unless they are named. */
export interface AwsChoice {
  readonly profile?: string;
  readonly region?: string;
}

/**
 * The way into the shop in an AWS account.
 *
 * @throws ShopError when no region is set or no shop is deployed there; the SDK's errors when credentials are missing or wrong
 */
export const awsShop = async (choice: AwsChoice): Promise<Shop> => {
  const sts = new STSClient(choice);
  const region = await sts.config.region().catch(() => {
    throw new ShopError("no AWS region is set (use --region, AWS_REGION, or a profile that has one)");
  });
  const { Account: account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const config = { ...choice, region };
  const title = `AWS ${account} ${region}`;
  const cloudFormation = new CloudFormationClient(config);
  const described = await Promise.all(STACK_NAMES.map((stack) => outputsOf(cloudFormation, stack, title)));
  const output = outputReader(Object.fromEntries(described), "npx cdk deploy --all");
  const cashier = new URL("orders", output("CashierUrl")).href;
  const askFunction = askFunctionUrl({ region, credentials: sts.config.credentials });
  return {
    target: "aws",
    title,
    account,
    region,
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

const outputsOf = async (client: CloudFormationClient, stack: StackName, title: string) => {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack })).catch((error: unknown) => {
    if (error instanceof Error && /does not exist/.test(error.message)) {
      if (OPTIONAL_STACKS.includes(stack)) return { Stacks: [] };
      throw new ShopError(`no shop is deployed in ${title}: there is no stack ${stack} (run npx cdk deploy --all)`);
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
