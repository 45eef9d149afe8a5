import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Shop } from "../../operations/shop";

/**
 * Has orders come back a moment after their barista must be over, not after six times as long: what a killed barista
 * held in hand is seen again soon, and sooner than is good.
 */
export const shortenVisibility = async (shop: Shop): Promise<void> => {
  const { Timeout = 0 } = await shop.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: shop.output("BaristaFunctionName") }),
  );
  await shop.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: shop.output("OrdersQueueUrl"),
      Attributes: { VisibilityTimeout: String(Timeout + 2) },
    }),
  );
};
