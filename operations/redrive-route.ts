import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import { parseJson } from "../lambda/messaging/parse";
import { QUEUES, type QueueName } from "./queues";
import { REDRIVE_SOURCES, type Redrivable } from "./redrivable";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** The way back from a dead-letter queue. */
export interface RedriveRoute {
  readonly queue: Redrivable;
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  /** Where the messages came from and go back to. */
  readonly source: QueueName;
  readonly sourceUrl: string;
  readonly sourceArn: string;
}

const redrivePolicy = v.object({ deadLetterTargetArn: v.string() });

/**
 * Finds the way back from a dead-letter queue, and asks the queues themselves whether it is one.
 *
 * @throws ShopError when the deployed source does not put its dead letters there
 */
export const redriveRoute = async (shop: Pick<Shop, "sqs" | "output">, queue: Redrivable): Promise<RedriveRoute> => {
  const source = REDRIVE_SOURCES[queue];
  const deadLetterQueueUrl = shop.output(QUEUES[queue]);
  const sourceUrl = shop.output(QUEUES[source]);
  const [deadLetter, origin] = await Promise.all([
    shop.sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadLetterQueueUrl, AttributeNames: ["QueueArn"] })),
    shop.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: sourceUrl, AttributeNames: ["QueueArn", "RedrivePolicy"] }),
    ),
  ]);
  const deadLetterQueueArn = deadLetter.Attributes?.["QueueArn"] ?? "";
  const sourceArn = origin.Attributes?.["QueueArn"] ?? "";
  const json = parseJson(origin.Attributes?.["RedrivePolicy"] ?? "");
  const policy = json.ok ? parseWith(redrivePolicy, json.value) : json;
  if (!policy.ok || policy.value.deadLetterTargetArn !== deadLetterQueueArn || sourceArn === "") {
    throw new ShopError(
      `${queue} is nobody's dead-letter queue: ${source} does not name it in its redrive policy (deploy the stacks again)`,
    );
  }
  return { queue, deadLetterQueueUrl, deadLetterQueueArn, source, sourceUrl, sourceArn };
};
