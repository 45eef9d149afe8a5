import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { attributeText } from "../messaging/dead-letter";

/** A notice that can never reach its customer, and why. */
export interface Undeliverable {
  /** The notice as it came. */
  readonly body: string;
  /** What SNS called the message. */
  readonly messageId: string;
  readonly reason: string;
}

/**
 * Puts an undeliverable notice straight into the dead-letter queue, with its reason in the attribute `reason`: further
 * attempts would not change it.
 *
 * Rejects when the queue did not take it.
 */
export const deadLetterNotice =
  (client: SQSClient, deadLetterQueueUrl: string) =>
  async ({ body, messageId, reason }: Undeliverable): Promise<void> => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        MessageBody: body,
        MessageAttributes: {
          reason: { DataType: "String", StringValue: attributeText(reason) },
          originalMessageId: { DataType: "String", StringValue: messageId },
        },
      }),
    );
  };
