import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Shop } from "../../operations/shop";

/** What the newsletter reader noted of every issue it read. */
export const readerLog = async (shop: Shop): Promise<string[]> => {
  const FunctionName = shop.output("NewsletterReaderFunctionName");
  const { LoggingConfig } = await shop.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const logs = new CloudWatchLogsClient({
    endpoint: shop.endpoint ?? "",
    region: shop.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, filterPattern: '"issue read"' }),
  );
  return events.map(({ message = "" }) => message);
};
