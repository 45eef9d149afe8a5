import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { boundedClient } from "../messaging/aws-clients";
import { readEnvironment } from "../messaging/environment";
import { webRequest } from "../messaging/http";
import { DynamoDbIdempotencyStore } from "../messaging/idempotency";
import { certificateOrigin, downloadCertificate } from "./download-certificate";
import { InstanceIdempotencyStore } from "./instance-idempotency";
import { confirmSubscription, onIssue, receiveDelivery, type WebhookReceiverServices } from "./receive-delivery";
import { SigningCertificates } from "./signing-certificates";
import { expectedTopics } from "./topics";

/**
 * What the webhook receiver is deployed with, and what it may do: `sns:ConfirmSubscription` on its topics and
 * `dynamodb:PutItem` on its table.
 *
 * The topics sign with SHA-256 (attribute `SignatureVersion` 2), and their subscriptions to it have raw delivery off.
 */
export interface WebhookReceiverEnvironment {
  /** ARNs of the topics it listens to, comma between several. What comes in the name of any other is refused. */
  readonly TOPIC_ARNS: string;
  /**
   * Name of a DynamoDB table with the string key `id` and TTL on `expiresAt`: what one instance took, no other takes again.
   *
   * @default each instance remembers for itself what it took
   */
  readonly IDEMPOTENCY_TABLE_NAME?: string;
  /**
   * Domain of the topics' partition, such as `amazonaws.eu`, for one that is not aws, aws-cn or aws-us-gov.
   *
   * @default the function starts for topics of those three alone
   */
  readonly DNS_SUFFIX?: string;
  /**
   * Where a shop on a laptop keeps the certificate of its throw-away key: an address of this machine alone, or the word
   * `AWS_ENDPOINT_URL` for the one in the variable of that name. Only the template of a local stage sets it.
   *
   * @default the host of Amazon SNS in the topic's own region
   */
  readonly CERTIFICATE_ORIGIN?: string;
}

const { TOPIC_ARNS, DNS_SUFFIX, IDEMPOTENCY_TABLE_NAME } = readEnvironment<WebhookReceiverEnvironment>(process.env, {
  TOPIC_ARNS: "required",
  IDEMPOTENCY_TABLE_NAME: "optional",
  DNS_SUFFIX: "optional",
  CERTIFICATE_ORIGIN: "optional",
});
const services: WebhookReceiverServices = {
  topics: expectedTopics(TOPIC_ARNS, certificateOrigin(process.env), DNS_SUFFIX),
  certificates: new SigningCertificates(downloadCertificate()),
  idempotency: IDEMPOTENCY_TABLE_NAME
    ? new DynamoDbIdempotencyStore(new DynamoDBClient(boundedClient()), IDEMPOTENCY_TABLE_NAME)
    : new InstanceIdempotencyStore(),
  confirm: confirmSubscription((region) => new SNSClient({ ...boundedClient(), region })),
  onIssue,
  now: Date.now,
};

/** Called by the receiver's function URL, payload format 2.0, which is open to everybody: SNS has no credentials. */
export const handler = async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> => {
  const deadline = Date.now() + context.getRemainingTimeInMillis();
  const { status, body } = await receiveDelivery(webRequest(event), services, deadline);
  return {
    statusCode: status,
    headers: { "content-type": "application/json", ...(status === 405 && { allow: "POST" }) },
    body: JSON.stringify(body),
  };
};
