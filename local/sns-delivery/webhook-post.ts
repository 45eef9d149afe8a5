import { randomUUID } from "node:crypto";
import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseJsonWith } from "../../lambda/messages/fields";
import { type AwsApiProxy, snsAnswer } from "../engine/aws-api-proxy";
import { type ThrowAwayCertificate, throwAwayCertificate } from "./throw-away-certificate";

/** How SNS wraps what it delivers to a queue. */
const envelope = v.object({
  MessageId: v.string(),
  TopicArn: v.string(),
  Subject: v.optional(v.nullable(v.string())),
  Message: v.string(),
  Timestamp: v.string(),
});

/** SNS waits so long for the answer of a webhook. */
const TIMEOUT_MS = 15_000;

/** What a webhook did with a delivery; SNS tries again later, or not any more. */
type WebhookAnswer = "taken" | "refused" | "later";

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const isForGood = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** Where SNS keeps its certificates, below its own address. */
const CERTIFICATE_PATH = `/SimpleNotificationService-${randomUUID().replaceAll("-", "")}.pem`;

/**
 * Posts to the shop's deployed webhook receiver what SNS would: signed, but with a throw-away key, whose certificate the
 * functions' proxy serves. The receiver verifies it as it would verify SNS; only the template of the local stage lets it look
 * for the certificate there.
 *
 * As SNS does, it asks for a confirmation first, and delivers nothing before it was given.
 */
export class WebhookPost {
  private readonly key = throwAwayCertificate();
  private readonly certificateUrl: string;
  /** Tokens that were sent out -> the subscription each confirms. */
  private readonly tokens = new Map<string, string>();
  private readonly confirmed = new Set<string>();

  constructor(proxy: AwsApiProxy) {
    this.certificateUrl = `${proxy.url}${CERTIFICATE_PATH}`;
    proxy.file = { path: CERTIFICATE_PATH, text: this.key.certificate };
    proxy.answer = (form) => this.confirm(form);
  }

  /**
   * Delivers what a subscription's mirror received.
   *
   * @param address where the receiver is on this machine
   * What SNS did not send is refused.
   */
  async deliver(subscriptionArn: string, address: string, { Body = "" }: Message): Promise<WebhookAnswer> {
    const wrapped = parseJsonWith(envelope, Body);
    if (!wrapped.ok) return "refused";
    const { Subject, ...rest } = wrapped.value;
    if (!this.confirmed.has(subscriptionArn)) await this.askForConfirmation(subscriptionArn, rest.TopicArn, address);
    if (!this.confirmed.has(subscriptionArn)) return "later";
    return this.post({ ...rest, Type: "Notification", ...(Subject && { Subject }) }, subscriptionArn, address);
  }

  private async askForConfirmation(subscriptionArn: string, TopicArn: string, address: string): Promise<void> {
    const Token = randomUUID().replaceAll("-", "").repeat(4);
    this.tokens.set(Token, subscriptionArn);
    const SubscribeURL = `${new URL(this.certificateUrl).origin}/?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${Token}`;
    const Message = `You have chosen to subscribe to the topic ${TopicArn}.`;
    const Timestamp = new Date().toISOString();
    const MessageId = randomUUID();
    await this.post(
      { Type: "SubscriptionConfirmation", MessageId, TopicArn, Token, Message, SubscribeURL, Timestamp },
      subscriptionArn,
      address,
    );
    this.tokens.delete(Token);
  }

  /** Answers `ConfirmSubscription` for the tokens of this delivery simulator, which the engine does not know. */
  private confirm(form: URLSearchParams): string | undefined {
    const subscriptionArn = this.tokens.get(form.get("Token") ?? "");
    const right =
      form.get("Action") === "ConfirmSubscription" && subscriptionArn?.startsWith(`${form.get("TopicArn")}:`);
    if (!right || subscriptionArn === undefined) return undefined;
    this.confirmed.add(subscriptionArn);
    return snsAnswer("ConfirmSubscription", `<SubscriptionArn>${subscriptionArn}</SubscriptionArn>`);
  }

  private async post(delivery: UnsignedDelivery, subscriptionArn: string, address: string): Promise<WebhookAnswer> {
    const signed = signDelivery(delivery, this.key, this.certificateUrl);
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: {
          "content-type": "text/plain; charset=UTF-8",
          "x-amz-sns-message-type": delivery.Type,
          "x-amz-sns-message-id": delivery.MessageId,
          "x-amz-sns-topic-arn": delivery.TopicArn,
          "x-amz-sns-subscription-arn": subscriptionArn,
        },
        body: JSON.stringify(signed),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      if (response.ok) return "taken";
      return isForGood(response.status) ? "refused" : "later";
    } catch {
      return "later";
    }
  }
}

/** What SNS posts to a webhook, before it is signed. */
interface UnsignedDelivery {
  readonly Type: "Notification" | "SubscriptionConfirmation";
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly Token?: string;
  readonly SubscribeURL?: string;
}

/** The fields that are signed, in their order. @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const SIGNED = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
} as const;

/** Signs a delivery as SNS does, version 2, with the throw-away key of this shop instead of the key of AWS. */
export const signDelivery = (
  delivery: UnsignedDelivery,
  { sign }: Pick<ThrowAwayCertificate, "sign">,
  signingCertUrl: string,
): Readonly<Record<string, string>> => {
  const signed = SIGNED[delivery.Type]
    .flatMap((field) => (delivery[field] === undefined ? [] : [`${field}\n${delivery[field]}\n`]))
    .join("");
  return { ...delivery, SignatureVersion: "2", Signature: sign(signed), SigningCertURL: signingCertUrl };
};
