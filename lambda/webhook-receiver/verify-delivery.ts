import { constants, verify } from "node:crypto";
import { type Envelope, signedText } from "./envelope";
import type { Refusal } from "./read-delivery";
import { CertificateRefused, type SigningCertificate } from "./signing-certificates";
import type { Topic } from "./topics";

/** What a delivery is verified with. */
export interface Verification {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly certificates: { at(url: string): Promise<SigningCertificate> };
  /** Epoch milliseconds. */
  now(): number;
}

/**
 * SNS tries a webhook for one hour at most. Whatever is older was kept by somebody.
 *
 * The time is that of the publish. A delivery policy should end some minutes before the hour: its last try is refused
 * otherwise.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const MAX_AGE_MS = 3_600_000;

/** How far the clocks of SNS and of this function may be apart. */
export const CLOCK_TOLERANCE_MS = 60_000;

const CERTIFICATE_FILE = /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;

/**
 * Proves that a delivery comes from Amazon SNS, from a topic that is listened to, and now.
 *
 * Nothing is fetched before everything that can be told from the delivery itself is right.
 *
 * @returns the topic
 * @throws CertificateUnreachable
 */
export const verifyDelivery = async (envelope: Envelope, verification: Verification): Promise<Topic | Refusal> => {
  const { topics, certificates, now } = verification;
  const topic = topics.get(envelope.TopicArn);
  if (topic === undefined) return { refused: "topic" };
  if (envelope.SignatureVersion !== "2") return { refused: "signature-version" };
  const age = now() - Date.parse(envelope.Timestamp);
  if (age > MAX_AGE_MS) return { refused: "stale" };
  if (age < -CLOCK_TOLERANCE_MS) return { refused: "future" };
  if (!isCertificateUrl(envelope.SigningCertURL, topic)) return { refused: "certificate-url" };
  const certificate = await certificateAt(envelope.SigningCertURL, certificates);
  if (certificate === undefined || !isOurs(certificate, topic, now())) return { refused: "certificate" };
  return isSigned(envelope, certificate) ? topic : { refused: "signature" };
};

/** Compared as text: no port, no user, no query, no other spelling of the same host can be meant. */
const isCertificateUrl = (url: string, { certificateOrigin }: Topic): boolean =>
  url.startsWith(certificateOrigin) && CERTIFICATE_FILE.test(url.slice(certificateOrigin.length));

const certificateAt = async (
  url: string,
  certificates: Verification["certificates"],
): Promise<SigningCertificate | undefined> => {
  try {
    return await certificates.at(url);
  } catch (error) {
    if (error instanceof CertificateRefused) return undefined;
    throw error;
  }
};

const isOurs = ({ validFrom, validTo, isOf }: SigningCertificate, topic: Topic, now: number): boolean =>
  validFrom <= now && now <= validTo && isOf(topic.signers);

const isSigned = (envelope: Envelope, { key }: SigningCertificate): boolean =>
  verify(
    "sha256",
    Buffer.from(signedText(envelope)),
    { key, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(envelope.Signature, "base64"),
  );
