import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  ListPlatformApplicationsCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
} from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { App } from "aws-cdk-lib";
import { addCoffeeShop } from "../../lib/coffee-shop";
import { addExhibit } from "../../lib/exhibit/tightly-coupled-exhibit";
import { readSettings, type StageSettings } from "../../lib/settings/stage-settings";
import { cleanEnvironment, towardsEngine } from "../../local/clean-environment";
import { switchBarista } from "../../operations/barista";
import { queueDepth } from "../../operations/queue-depths";
import type { Shop } from "../../operations/shop";
import { projectContext } from "../lib/synthesize";
import { newFolder, type OpenShop, openShop, removeFolder } from "./open-shop";
import { lattes, order, untilOnTheBoard } from "./shared-shop";
import { membership, towards } from "./shop-functions";

const PROJECT = join(__dirname, "..", "..");
const CDK = join(PROJECT, "node_modules", "aws-cdk", "bin", "cdk");

/** Everything of the kinds the shop deploys that exists in its engine. */
const engineContents = async (shop: Shop): Promise<string[]> => {
  const { sqs, sns, lambda, dynamodb } = shop;
  const logs = new CloudWatchLogsClient(towards(shop));
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
const cdk = async (shop: Shop, folder: string, ...args: string[]): Promise<void> => {
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

const folder = newFolder();
const assembly = join(folder, "updated");
const { signal } = new AbortController();
let opened: OpenShop;

beforeAll(async () => {
  opened = await openShop(folder);
});
afterAll(async () => {
  await opened?.close();
  removeFolder(folder);
});

const synthesizeUpdate = (outdir: string, differing: Partial<StageSettings>): void => {
  const app = new App({ outdir, context: projectContext(), builtinCloudFormationValidation: false });
  const settings = { ...readSettings("local"), ...differing };
  addCoffeeShop(app, settings);
  addExhibit(app, settings);
  app.synth();
};

describe("the stacks (engine)", () => {
  it("keep waiting orders and what customers subscribed to through an update", async () => {
    const { shop } = opened;
    await switchBarista(shop, false, signal);
    const orderIds = await order(shop, lattes(10, "Patient"));
    await membership(shop, "POST", { newsletter: "trivia", protocol: "email", endpoint: "guest@example.com" });
    // The barista may take two seconds longer: the queue and the function change.
    synthesizeUpdate(assembly, { baristaTimeoutSeconds: 12 });
    await cdk(shop, folder, "deploy", "--all", "--app", assembly, "--require-approval", "never");
    const { Attributes } = await shop.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: shop.output("OrdersQueueUrl"), AttributeNames: ["VisibilityTimeout"] }),
    );
    expect(Attributes).toEqual({ VisibilityTimeout: "72" });
    const { Subscriptions = [] } = await shop.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: shop.output("TriviaTopicArn") }),
    );
    const emails = Subscriptions.filter(({ Protocol }) => Protocol === "email").map(({ Endpoint }) => Endpoint);
    expect(emails.sort()).toEqual(["customer2@example.com", "guest@example.com"]);
    expect(await queueDepth(shop, "orders")).toMatchObject({ waiting: 10, inHand: 0 });
    await switchBarista(shop, true, signal);
    await untilOnTheBoard(shop, orderIds);
  });

  it.each<[string, Partial<StageSettings>, string]>([
    ["of another kind would replace the orders queue", { ordersQueue: "fifo" }, "without the orders in them"],
    ["are of another stage", { stage: "production" }, "deployed as another stage than production"],
  ])("stay as they are when those that are deployed over them %s", async (_, differing, message) => {
    const { shop } = opened;
    const before = await engineContents(shop);
    const other = join(folder, "other");
    synthesizeUpdate(other, differing);
    const deployed = cdk(shop, folder, "deploy", "CoffeeShopOrders", "--app", other, "--require-approval", "never");
    await expect(deployed).rejects.toThrow(message);
    expect(await engineContents(shop)).toEqual(before);
  });

  it("leave nothing behind when they are destroyed", async () => {
    const { shop } = opened;
    expect((await engineContents(shop)).filter((name) => name.includes("CoffeeShop")).length).toBeGreaterThan(20);
    await cdk(shop, folder, "destroy", "--all", "--force", "--app", assembly);
    expect((await engineContents(shop)).filter((name) => !name.includes("Mirror-"))).toEqual([]);
  });
});
