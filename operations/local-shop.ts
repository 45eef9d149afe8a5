import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";
import { SNSClient, type SNSClientConfig } from "@aws-sdk/client-sns";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { LOCAL_STAGE } from "../lib/settings/stage";
import { type AskFunction, cashierAsker, outputReader, type Shop } from "./shop";
import { ShopError } from "./shop-error";
import { isLoopback, LOCAL_ACCOUNT, type ShopFile } from "./shop-file";

/**
 * For clients of the engine: all that the SDK would otherwise look for in the environment and in the profiles of this
 * machine, so that it opens none of their files, and nothing there (`use_fips_endpoint`, say) gets in the way.
 */
export const NOTHING_FROM_PROFILES = {
  /** What the engine takes for credentials; they are worth nothing anywhere else. */
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  defaultsMode: "standard",
  retryMode: "standard",
  maxAttempts: 3,
  userAgentAppId: "",
  authSchemePreference: [],
  disableClockSkewCorrection: true,
} satisfies SQSClientConfig & SNSClientConfig & LambdaClientConfig;

/** Nothing is signed here, and nothing leaves this machine. */
const askHere: AskFunction = async (address, request) => {
  if (!isLoopback(address)) throw new ShopError(`not an address of this machine: ${address}`);
  return fetch(address, { ...request, redirect: "error" });
};

/**
 * The way into the shop on this machine.
 *
 * Every client goes to the engine's address, whatever a queue URL or the environment says, and carries credentials that
 * are worth nothing anywhere else.
 *
 * @throws ShopError for any account but 000000000000 and any address that is not on this machine
 */
export const localShop = (file: ShopFile): Shop => {
  if (file.account !== LOCAL_ACCOUNT) {
    throw new ShopError(`not a local account: ${file.account} (a local shop is always ${LOCAL_ACCOUNT})`);
  }
  for (const address of [file.board, file.cashier, file.endpoint]) {
    if (!isLoopback(address)) throw new ShopError(`not an address of this machine: ${address}`);
  }
  const { board, cashier, endpoint, engineToken, region, account } = file;
  const config = { endpoint, region, ...NOTHING_FROM_PROFILES };
  return {
    target: "local",
    title: `LOCAL ${account} @ ${new URL(endpoint).host}`,
    account,
    region,
    stage: LOCAL_STAGE,
    board,
    endpoint,
    ...(engineToken !== undefined && { engineToken }),
    cashier,
    askCashier: cashierAsker(askHere, cashier),
    askFunction: askHere,
    output: outputReader(file.outputs, "stop the shop and run npm start -- --fresh"),
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
    dynamodb: new DynamoDBClient({ ...config, accountIdEndpointMode: "disabled", endpointDiscoveryEnabled: false }),
  };
};
