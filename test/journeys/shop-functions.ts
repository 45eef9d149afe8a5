import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import type { Shop } from "../../operations/shop";

const registered = v.object({ endpoint: v.string() });

const ask = async (method: string, address: string, body: object): Promise<unknown> => {
  const response = await fetch(address, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  expect({ status: response.status, answer }).toMatchObject({ status: expect.any(Number) });
  if (!response.ok) throw new Error(`${method} ${address} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};

/** Subscribes or unsubscribes at the membership function. */
export const membership = (shop: Shop, method: "POST" | "DELETE", input: object): Promise<unknown> =>
  ask(method, `${shop.output("MembershipUrl")}subscriptions`, input);

/** Registers a device at the device registration; the same token is the same device. */
export const newDevice = async (shop: Shop, token: string): Promise<string> =>
  v.parse(registered, await ask("POST", `${shop.output("DeviceDeskUrl")}devices`, { platform: "GCM", token })).endpoint;

/** How a client that the shop does not have reaches its engine. */
export const towards = (shop: Shop) => ({
  endpoint: shop.endpoint ?? "",
  region: shop.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** The lines of a function's log that match a pattern of CloudWatch Logs, all or those since a moment. */
export const functionLog = async (
  shop: Shop,
  FunctionName: string,
  filterPattern?: string,
  startTime?: number,
): Promise<string[]> => {
  const { LoggingConfig } = await shop.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const logs = new CloudWatchLogsClient(towards(shop));
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, filterPattern, startTime, nextToken }),
    );
    lines.push(...(page.events ?? []).map(({ message = "" }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return lines;
};

/**
 * The lines of the log of a function that is handed records. The engine listens for a few milliseconds after an answer; what
 * a busy machine brings later comes with the next invocation of the same process, so each gets one with nothing to do.
 */
export const recordsLog = async (
  shop: Shop,
  FunctionName: string,
  filterPattern: string,
  processes = 1,
): Promise<string[]> => {
  const invoke = () => shop.lambda.send(new InvokeCommand({ FunctionName, Payload: '{"Records":[]}' }));
  await Promise.allSettled(Array.from({ length: processes }, invoke));
  return functionLog(shop, FunctionName, filterPattern);
};

/** What the newsletter reader noted of every issue it read. */
export const readerLog = (shop: Shop): Promise<string[]> =>
  recordsLog(shop, shop.output("NewsletterReaderFunctionName"), '"issue read"');
