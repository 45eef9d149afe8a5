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
