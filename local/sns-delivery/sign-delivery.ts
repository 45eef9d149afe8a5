import type { ThrowAwayCertificate } from "./throw-away-certificate";

/** What SNS posts to a webhook, before it is signed. */
export interface UnsignedDelivery {
  readonly Type: "Notification" | "SubscriptionConfirmation";
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly Token?: string;
  readonly SubscribeURL?: string;
  readonly UnsubscribeURL?: string;
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
