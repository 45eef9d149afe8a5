import { ConfirmSubscriptionCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type NewsletterIssue, parseIssue } from "../messages/newsletter-issue";
import { type IdempotencyStore, leaseUntil } from "../messaging/idempotency";
import { errorName, log } from "../messaging/log";
import type { Envelope } from "./envelope";
import { type DeliveryRequest, type Refusal, readDelivery, statusOf, toldOf } from "./read-delivery";
import type { Topic } from "./topics";
import { type Verification, verifyDelivery } from "./verify-delivery";

/** What the webhook receiver works with. */
export interface WebhookReceiverServices extends Verification {
  /** Knows every message that was taken, by `webhook#<MessageId>`. */
  readonly idempotency: IdempotencyStore;
  /** Confirms the subscription to a topic; rejects when SNS did not take it. */
  confirm(topic: Topic, token: string): Promise<void>;
  /** Takes a verified issue; rejects when SNS should deliver it again. */
  onIssue(issue: NewsletterIssue): Promise<void>;
}

/** The receiver's answer, before it becomes an HTTP response. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly answer: Outcome } | { readonly error: string };
}

type Outcome = "taken" | "confirmed" | "noted" | "repeated";

/**
 * Takes one delivery of Amazon SNS: an issue is handed on, a confirmation asked for is given, the end of a subscription
 * is noted. Whatever cannot be proven to come from an expected topic is refused, and has no effect.
 *
 * A message that was taken before is answered with 200 and not handed on again: the copy of an eavesdropper and the
 * second try of SNS, whose first answer was lost, are the same bytes, and a refusal would make the latter a dead letter.
 *
 * @param deadline when this invocation is over at the latest, epoch milliseconds
 */
export const receiveDelivery = async (
  request: DeliveryRequest,
  services: WebhookReceiverServices,
  deadline: number,
): Promise<Answer> => {
  try {
    const result = await receive(request, services, deadline);
    return typeof result === "string" ? { status: 200, body: { answer: result } } : refuse(result);
  } catch (error) {
    return refuse({ refused: "unavailable" }, errorName(error));
  }
};

const receive = async (
  request: DeliveryRequest,
  services: WebhookReceiverServices,
  deadline: number,
): Promise<Outcome | Refusal> => {
  const envelope = readDelivery(request);
  if ("refused" in envelope) return envelope;
  const topic = await verifyDelivery(envelope, services);
  if ("refused" in topic) return topic;
  const work = workOn(envelope, topic, services);
  if ("refused" in work) return work;
  const id = `webhook#${envelope.MessageId}`;
  const acquisition = await services.idempotency.acquire(id, leaseUntil(deadline));
  if (acquisition === "in flight") return { refused: "in-flight" };
  if (acquisition === "completed") {
    log("delivered before", { messageId: envelope.MessageId });
    return "repeated";
  }
  await work.take();
  await services.idempotency.complete(id);
  return work.outcome;
};

interface Work {
  readonly outcome: Outcome;
  take(): Promise<void>;
}

const workOn = (envelope: Envelope, topic: Topic, { confirm, onIssue }: WebhookReceiverServices): Work | Refusal => {
  if (envelope.Type === "Notification") {
    const issue = parseIssue(envelope.Message);
    if (!issue.ok) return { refused: "issue" };
    return { outcome: "taken", take: () => onIssue(issue.value) };
  }
  if (envelope.Type === "SubscriptionConfirmation") {
    const take = async (): Promise<void> => {
      await confirm(topic, envelope.Token);
      log("subscription confirmed", { topicArn: topic.arn });
    };
    return { outcome: "confirmed", take };
  }
  return { outcome: "noted", take: async () => log("subscription ended", { topicArn: topic.arn }) };
};

/** Says why in the log alone, and nothing of what was sent: a token or an unsubscribe link opens doors to its reader. */
const refuse = ({ refused, field }: Refusal, cause?: string): Answer => {
  log("delivery refused", { reason: refused, field, cause });
  return { status: statusOf(refused), body: { error: toldOf(refused) } };
};

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

/**
 * What happens to an issue once it is verified. The one place for a team to hang its own work.
 *
 * An issue comes once, unless its handling failed (SNS then delivers it again) or stopped half-way: work that must not
 * happen twice is keyed by `issueId`. Rejecting hands the issue back to SNS.
 */
export const onIssue = async ({ issueId, newsletter }: NewsletterIssue): Promise<void> => {
  log("issue received", { issueId, newsletter });
};
