import { isUtf8 } from "node:buffer";
import * as v from "valibot";
import { parseJson } from "../messaging/parse";
import { type Envelope, type EnvelopeType, envelopes, jsonKeys, MAX_MESSAGE_BYTES } from "./envelope";

/** A request as it comes through the function URL. */
export interface DeliveryRequest {
  readonly method: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/**
 * The longest message with every byte of it escaped in the worst way JSON has (six for one: `\u0001`), and 16 KiB for
 * the other fields, which fill less than 4. A function URL takes up to 6 MB, so this is the limit that holds.
 */
export const MAX_BODY_BYTES = 6 * MAX_MESSAGE_BYTES + 16 * 1024;

/** SNS sends JSON as text, or as whatever content type the subscription's delivery policy names. */
const CONTENT_TYPE = /^(?:text\/plain|application\/json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Reads what was posted: its form, nothing about its truth. */
export const readDelivery = ({ method, headers, body }: DeliveryRequest): Envelope | Refusal => {
  if (method !== "POST") return { refused: "method" };
  if ((headers["x-amz-sns-rawdelivery"] ?? "false") !== "false") return { refused: "raw" };
  if (!CONTENT_TYPE.test(headers["content-type"] ?? "")) return { refused: "content-type" };
  if (body.length > MAX_BODY_BYTES) return { refused: "size" };
  const type = headers["x-amz-sns-message-type"] ?? "";
  if (!isEnvelopeType(type)) return { refused: "headers" };
  const text = body.toString("utf8");
  const json = parseJson(text);
  if (!isUtf8(body) || !json.ok) return { refused: "json" };
  const parsed = v.safeParse(envelopes[type], json.value, { abortEarly: true });
  if (!parsed.success) return { refused: "fields", ...fieldOf(parsed.issues[0]) };
  const keys = jsonKeys(text);
  const known = keys.every((key) => Object.hasOwn(envelopes[type].entries, key));
  if (!known || new Set(keys).size < keys.length) return { refused: "fields" };
  const { TopicArn, MessageId } = parsed.output;
  const agree = headers["x-amz-sns-topic-arn"] === TopicArn && headers["x-amz-sns-message-id"] === MessageId;
  return agree ? parsed.output : { refused: "headers" };
};

const isEnvelopeType = (type: string): type is EnvelopeType => Object.hasOwn(envelopes, type);

/** The name of a field of ours; never a name out of the body. */
const fieldOf = ({ path }: v.BaseIssue<unknown>): { readonly field?: string } => {
  const key = path?.[0]?.key;
  return typeof key === "string" ? { field: key } : {};
};

/** Everything a delivery can be turned away for, with its HTTP status. */
const STATUS = {
  /** Not a POST. */
  method: 405,
  /** Raw delivery: it has no signature, so nobody can tell who sent it. Subscribe with raw delivery off. */
  raw: 400,
  /** Neither what SNS sends nor JSON. */
  "content-type": 415,
  /** Longer than SNS can make it. */
  size: 413,
  /** Not UTF-8, or not JSON. */
  json: 400,
  /** The headers of SNS are missing, or say something else than the body. */
  headers: 400,
  /** A field is missing, unknown, given twice or not of its form. */
  fields: 400,
  /** Not one of the topics listened to. */
  topic: 403,
  /** Not signed with SHA-256. */
  "signature-version": 403,
  /** Older than SNS would still deliver. */
  stale: 403,
  /** Sent later than now. */
  future: 403,
  /** The certificate is not where SNS keeps those of this topic. */
  "certificate-url": 403,
  /** What was found there is no valid certificate of SNS. */
  certificate: 403,
  /** Not signed by the owner of the certificate, or altered since. */
  signature: 403,
  /** Signed by SNS, but no newsletter issue. */
  issue: 422,
  /** Another delivery of the same message is being worked on. */
  "in-flight": 503,
  /** Something of ours failed; its name stands in the log. */
  unavailable: 503,
} as const;

/** Why a delivery was turned away. The log says it, and the HTTP status follows from it. */
export type Reason = keyof typeof STATUS;

/** A delivery that was turned away. `field` is the one field that is wrong, if it was a known one. */
export interface Refusal {
  readonly refused: Reason;
  readonly field?: string;
}

/**
 * The status of the answer decides what SNS does next: after a 4xx the message is given up (and kept, if the subscription
 * has a dead-letter queue); after a 5xx it is delivered again.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const statusOf = (reason: Reason): number => STATUS[reason];

/** What the sender is told: whoever failed to pass for SNS does not learn at which check. */
export const toldOf = (reason: Reason): string => (STATUS[reason] === 403 ? "unverified" : reason);
