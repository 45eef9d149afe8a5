import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { askFunctionUrl } from "./ask-function-url";
import { OPTIONAL_STACKS, STACK_NAMES, type StackName } from "./output-names";
import { cashierAsker, outputReader, type Shop, type StackOutputs } from "./shop";
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
    lambda: new LambdaClient(config),
    dynamodb: new DynamoDBClient(config),
  };
};

const outputsOf = async (
  client: CloudFormationClient,
  stack: StackName,
  title: string,
): Promise<readonly [StackName, StackOutputs[string]]> => {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack })).catch((error: unknown) => {
    if (error instanceof Error && /does not exist/.test(error.message)) {
      if (OPTIONAL_STACKS.includes(stack)) return { Stacks: [] };
      throw new ShopError(`no shop is deployed in ${title}: there is no stack ${stack} (run npx cdk deploy --all)`);
    }
    throw error;
  });
  const outputs = Stacks[0]?.Outputs ?? [];
  return [stack, Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]))];
};
