import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListPlatformApplicationsCommand, ListSubscriptionsCommand, ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { cleanEnvironment, towardsEngine } from "../../local/clean-environment";
import type { Shop } from "../../operations/shop";

const PROJECT = join(__dirname, "..", "..");
const CDK = join(PROJECT, "node_modules", "aws-cdk", "bin", "cdk");

/** Everything of the kinds the shop deploys that exists in its engine. */
export const engineContents = async ({
  sqs,
  sns,
  lambda,
  dynamodb,
  endpoint = "",
  region,
}: Shop): Promise<string[]> => {
  const logs = new CloudWatchLogsClient({
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const [queues, topics, subscriptions, applications, functions, eventSources, tables, logGroups] = await Promise.all([
    sqs.send(new ListQueuesCommand({})),
    sns.send(new ListTopicsCommand({})),
    sns.send(new ListSubscriptionsCommand({})),
    sns.send(new ListPlatformApplicationsCommand({})),
    lambda.send(new ListFunctionsCommand({})),
    lambda.send(new ListEventSourceMappingsCommand({})),
    dynamodb.send(new ListTablesCommand({})),
    logs.send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(queues.QueueUrls ?? []),
    ...(topics.Topics ?? []).map(({ TopicArn }) => TopicArn),
    ...(subscriptions.Subscriptions ?? []).map(({ SubscriptionArn, Protocol }) => `${Protocol} ${SubscriptionArn}`),
    ...(applications.PlatformApplications ?? []).map(({ PlatformApplicationArn }) => PlatformApplicationArn),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(eventSources.EventSourceMappings ?? []).map(({ UUID }) => UUID),
    ...(tables.TableNames ?? []),
    ...(logGroups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
  ].map(String);
};

/** Runs the CDK against the engine of a shop, as `npx cdk` would, with its output in the error when it fails. */
export const cdk = async (shop: Shop, folder: string, ...args: string[]): Promise<void> => {
  const home = join(folder, "cdk-home");
  mkdirSync(home, { recursive: true });
  const endpoint = shop.endpoint ?? "";
  const env = {
    ...cleanEnvironment(home),
    ...towardsEngine(endpoint),
    AWS_ENDPOINT_URL_S3: endpoint.replace("//localhost", "//127.0.0.1"),
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CDK_VALIDATION: "false",
  };
  await promisify(execFile)(process.execPath, [CDK, "--no-notices", "--ci", ...args], {
    cwd: home,
    env,
    timeout: 240_000,
  });
};
