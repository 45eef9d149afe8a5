import { throwAwayCertificate } from "../../../../local/sns-delivery/throw-away-certificate";
import { anIssue } from "../../support/issues";

/** The fields of a delivery; a hostile one may hold anything. A field that is undefined is left out. */
export type Fields = Readonly<Record<string, unknown>>;
export type Kind = "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";

export const NOW = Date.parse("2026-11-22T08:01:00.000Z");
export const ago = (milliseconds: number): string => new Date(NOW - milliseconds).toISOString();
const DAY_MS = 86_400_000;
export const VALID = { validFrom: new Date(NOW - DAY_MS), validTo: new Date(NOW + DAY_MS) };

/** Stands in for Amazon SNS. */
export const SNS = throwAwayCertificate(VALID);
/** Has a key and a certificate in the name of SNS as well, made at home. */
export const ATTACKER = throwAwayCertificate(VALID);
export const TOPIC = "arn:aws:sns:eu-west-1:000000000000:trivia";
export const CERTIFICATE_URL =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
export const TOKEN = "2336412f37fb687f5d51e6e2425929f5";
export const MESSAGE_ID = "11111111-0000-5000-8000-000000000001";
const LINK = "https://sns.eu-west-1.amazonaws.com/?Action=";

const signing = { SignatureVersion: "2", SigningCertURL: CERTIFICATE_URL };
const common = { MessageId: MESSAGE_ID, TopicArn: TOPIC, Timestamp: ago(1_000), ...signing };

/** What SNS sends, before it is signed: an issue of the trivia newsletter, or what has to do with a subscription to it. */
export const aDelivery = (kind: Kind, changes: Fields = {}): Fields => {
  if (kind === "Notification") {
    const link = `${LINK}Unsubscribe&SubscriptionArn=${TOPIC}:22222222-0000-4000-8000-000000000002`;
    return { Type: kind, ...common, Message: JSON.stringify(anIssue()), UnsubscribeURL: link, ...changes };
  }
  const link = `${LINK}ConfirmSubscription&TopicArn=${TOPIC}&Token=${TOKEN}`;
  const message = `You have chosen to subscribe to the topic ${TOPIC}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
  return { Type: kind, ...common, Message: message, Token: TOKEN, SubscribeURL: link, ...changes };
};

const SIGNED = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
};

/** The text that SNS signs, as its documentation has it. What is no string is taken for the text of it. */
export const textOf = (kind: Kind, fields: Fields): string =>
  SIGNED[kind]
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${String(fields[name])}\n`)
    .join("");

/** Signs a delivery; a signature that is already there stays. */
export const signed = (kind: Kind, fields: Fields, by: { sign(text: string): string } = SNS): Fields => ({
  Signature: by.sign(textOf(kind, fields)),
  ...fields,
});

export interface Posting {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
}

/** Posts a delivery as SNS does, headers included. */
export const posted = (kind: Kind, fields: Fields, { method = "POST", headers, body }: Posting = {}) => ({
  method,
  headers: {
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
    "x-amz-sns-message-type": kind,
    "x-amz-sns-message-id": String(fields["MessageId"] ?? MESSAGE_ID),
    "x-amz-sns-topic-arn": String(fields["TopicArn"] ?? TOPIC),
    ...headers,
  },
  body: Buffer.from(body ?? JSON.stringify(fields, null, 2)),
});
