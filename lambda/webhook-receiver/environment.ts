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
  readonly LEDGER_TABLE_NAME?: string;
  /**
   * Where a shop on a laptop keeps the certificate of its throw-away key: an address of this machine alone, or the word
   * `AWS_ENDPOINT_URL` for the one in the variable of that name. Only the template of a local stage sets it.
   *
   * @default the host of Amazon SNS in the topic's own region
   */
  readonly CERTIFICATE_ORIGIN?: string;
}
