import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import type { Shop } from "./shop";

interface KeptNotice {
  /** The notice as the notifier reads it, if it is one. */
  readonly notice: string;
  /** Why it was given up, as far as what is around it tells. */
  readonly reason: string | undefined;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const failedCall = v.pipe(
  v.object({
    requestContext: v.object({ condition: v.string() }),
    requestPayload: v.object({ Records: v.tuple([v.object({ Sns: v.object({ Message: v.string() }) })]) }),
    responsePayload: v.optional(v.object({ errorMessage: v.optional(v.string()) })),
  }),
  v.transform(({ requestContext, requestPayload, responsePayload }): KeptNotice => {
    const why = [requestContext.condition, responsePayload?.errorMessage].filter(Boolean).join(": ");
    return { notice: requestPayload.Records[0].Sns.Message, reason: `every attempt to send it failed: ${why}` };
  }),
);

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
const envelope = v.pipe(
  v.object({ Type: v.literal("Notification"), Message: v.string() }),
  v.transform(({ Message }): KeptNotice => ({ notice: Message, reason: "SNS could not hand it to the notifier" })),
);

const around = v.union([failedCall, envelope]);

/**
 * The notice in a message of the notifier's dead-letter queue, whoever put it there: Lambda, around a call that failed to the
 * end; SNS, in its envelope; or the notifier, as it came.
 */
export const keptNotice = (body: string): KeptNotice => {
  const parsed = parseJsonWith(around, body);
  return parsed.ok ? parsed.value : { notice: body, reason: undefined };
};

/**
 * Hands a notice to the notifier once more, as the order-ready topic does: not through the topic, or the pickup board would
 * show it again. Lambda keeps it from there on, and tries it three times. A notice that was sent is dropped by its order id.
 */
export const noticeAgain =
  (shop: Pick<Shop, "lambda" | "output">) =>
  async ({ Body = "", MessageId, MessageAttributes = {} }: Message): Promise<void> => {
    const messageId = MessageAttributes["originalMessageId"]?.StringValue ?? MessageId;
    const Payload = JSON.stringify({ Records: [{ Sns: { MessageId: messageId, Message: keptNotice(Body).notice } }] });
    const FunctionName = shop.output("NotifierFunctionName");
    await shop.lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
  };
