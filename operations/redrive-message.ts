import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { isFifo } from "../lambda/messaging/aws-clients";
import { noticeAgain } from "./notice-again";
import { QUEUES, type QueueName, REDRIVE_SOURCES, type Redrivable } from "./queues";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

export interface RedriveRoute {
  readonly queue: Redrivable;
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  /** Where the messages came from and go back to. */
  readonly source: QueueName | "notifier";
  /** Empty, like the ARN, where that is no queue. */
  readonly sourceUrl: string;
  readonly sourceArn: string;
  /** What sends a message again where the source is no queue. */
  readonly sendAgain?: (message: Message) => Promise<void>;
}

const redrivePolicy = v.object({ deadLetterTargetArn: v.string() });

/**
 * Finds the way back from a dead-letter queue, and asks the queues themselves whether it is one.
 *
 * @throws ShopError when the deployed source does not put its dead letters there
 */
export const redriveRoute = async (
  shop: Pick<Shop, "sqs" | "lambda" | "output">,
  queue: Redrivable,
): Promise<RedriveRoute> => {
  const source = REDRIVE_SOURCES[queue];
  const deadLetterQueueUrl = shop.output(QUEUES[queue]);
  if (source === "notifier") {
    const nowhere = { deadLetterQueueArn: "", sourceUrl: "", sourceArn: "" };
    return { queue, deadLetterQueueUrl, source, ...nowhere, sendAgain: noticeAgain(shop) };
  }
  const sourceUrl = shop.output(QUEUES[source]);
  const [deadLetter, origin] = await Promise.all([
    shop.sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadLetterQueueUrl, AttributeNames: ["QueueArn"] })),
    shop.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: sourceUrl, AttributeNames: ["QueueArn", "RedrivePolicy"] }),
    ),
  ]);
  const deadLetterQueueArn = deadLetter.Attributes?.["QueueArn"] ?? "";
  const sourceArn = origin.Attributes?.["QueueArn"] ?? "";
  const policy = parseJsonWith(redrivePolicy, origin.Attributes?.["RedrivePolicy"] ?? "");
  if (!policy.ok || policy.value.deadLetterTargetArn !== deadLetterQueueArn || sourceArn === "") {
    throw new ShopError(
      `${queue} is nobody's dead-letter queue: ${source} does not name it in its redrive policy (deploy the stacks again)`,
    );
  }
  return { queue, deadLetterQueueUrl, deadLetterQueueArn, source, sourceUrl, sourceArn };
};

/** What the barista adds when it moves an order to the dead-letter queue; the order comes back without it. */
const ADDED_IN_DEATH: ReadonlySet<string> = new Set(["reason", "originalMessageId"]);

/**
 * Moves one message from the dead-letter queue back to where it came from: it is sent first and deleted afterwards, so
 * that it is in at least one of the two queues at every moment.
 *
 * It stays in its group. To a FIFO queue it is known by the id it has in the dead-letter queue: sent again by a redrive that
 * was killed, it is forgotten within five minutes; dead a second time, it has another id.
 *
 * Rejects when one of the steps fails; the message is then still in the dead-letter queue, and a copy may be in the source.
 */
export const moveBack = async (sqs: SQSClient, route: RedriveRoute, message: Message): Promise<void> => {
  if (route.sendAgain) {
    await route.sendAgain(message);
    return drop(sqs, route, message);
  }
  const { Body, Attributes = {}, MessageAttributes = {}, MessageId } = message;
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) =>
    ADDED_IN_DEATH.has(name) ? [] : [[name, { DataType, StringValue, BinaryValue }]],
  );
  const { MessageGroupId, AWSTraceHeader } = Attributes;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: route.sourceUrl,
      MessageBody: Body,
      ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
      MessageGroupId,
      ...(isFifo(route.sourceUrl) && { MessageDeduplicationId: MessageId }),
      ...(AWSTraceHeader !== undefined && {
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: AWSTraceHeader } },
      }),
    }),
  );
  await drop(sqs, route, message);
};

/** Deletes one message from the dead-letter queue, for good. */
export const drop = async (sqs: SQSClient, route: RedriveRoute, { ReceiptHandle }: Message): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: route.deadLetterQueueUrl, ReceiptHandle }));
};
