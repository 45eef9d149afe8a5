import { ConfirmSubscriptionCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Topic } from "./topics";

/**
 * Confirms the subscription of this receiver to a topic, with a signed call of its own: the `SubscribeURL` of a delivery
 * is never opened.
 *
 * From then on only the owners of the topic and of the subscription can end it; the unsubscribe link in every delivery
 * is worth nothing to whoever reads it.
 *
 * @param clientOf the client of a region: a topic is asked where it lives
 */
export const confirmSubscription =
  (clientOf: (region: string) => SNSClient) =>
  async ({ arn, region }: Topic, token: string): Promise<void> => {
    await clientOf(region).send(
      new ConfirmSubscriptionCommand({ TopicArn: arn, Token: token, AuthenticateOnUnsubscribe: "true" }),
    );
  };
