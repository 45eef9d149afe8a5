import type { WebhookDelivery } from "../settings/subscribers";

/** For a connection that broke: as many as SNS makes by itself. */
const RETRIES_AT_ONCE = 3;

/**
 * How SNS delivers to a webhook: a few attempts at once, then further ones at growing distances, which must all lie within
 * the hour that SNS allows; and no more than the receiver can take in a second.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const webhookDelivery = (delivery: WebhookDelivery = {}) => {
  const { retries = 50, minDelaySeconds = 20, maxDelaySeconds = 60, maxReceivesPerSecond } = delivery;
  return {
    healthyRetryPolicy: {
      numRetries: retries,
      numNoDelayRetries: Math.min(RETRIES_AT_ONCE, retries),
      minDelayTarget: minDelaySeconds,
      maxDelayTarget: maxDelaySeconds,
      numMinDelayRetries: 0,
      numMaxDelayRetries: 0,
      backoffFunction: "exponential",
    },
    ...(maxReceivesPerSecond !== undefined && { throttlePolicy: { maxReceivesPerSecond } }),
    requestPolicy: { headerContentType: "application/json" },
  };
};
