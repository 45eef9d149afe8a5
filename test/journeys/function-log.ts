import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Shop } from "../../operations/shop";

/** How a client that the shop does not have reaches its engine. */
export const towards = (shop: Shop) => ({
  endpoint: shop.endpoint ?? "",
  region: shop.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** The lines of a function's log that match a pattern of CloudWatch Logs. */
export const functionLog = async (shop: Shop, FunctionName: string, filterPattern: string): Promise<string[]> => {
  const { LoggingConfig } = await shop.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const logs = new CloudWatchLogsClient(towards(shop));
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, filterPattern, nextToken }),
    );
    lines.push(...(page.events ?? []).map(({ message = "" }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return lines;
};

/** What the newsletter reader noted of every issue it read. */
export const readerLog = (shop: Shop): Promise<string[]> =>
  functionLog(shop, shop.output("NewsletterReaderFunctionName"), '"issue read"');
