import { generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes, sign } from "node:crypto";

/** A key that lives as long as this object, with the certificate in PEM that lets others verify what it signed. */
export type ThrowAwayCertificate = ReturnType<typeof throwAwayCertificate>;

export interface ThrowAwayCertificateOptions {
  /** @default "sns.amazonaws.com" */
  readonly issuedTo?: string;
  /** @default a day ago */
  readonly validFrom?: Date;
  /** Before 2050. @default in a year */
  readonly validTo?: Date;
  /** @default a new RSA key of 2,048 bits */
  readonly keys?: KeyPairKeyObjectResult;
}

const DAY_MS = 86_400_000;

/**
 * Makes a key and a certificate for it, signed by the key itself. Nobody but who is told to will believe it: a shop on a
 * laptop signs its webhook deliveries with one, so that the receiver verifies there as it does on AWS.
 */
export const throwAwayCertificate = ({
  issuedTo = "sns.amazonaws.com",
  validFrom = new Date(Date.now() - DAY_MS),
  validTo = new Date(Date.now() + 365 * DAY_MS),
  keys = generateKeyPairSync("rsa", { modulusLength: 2_048 }),
}: ThrowAwayCertificateOptions = {}) => {
  const { privateKey, publicKey } = keys;
  const name = sequence(element(SET, sequence(COMMON_NAME, element(UTF8_STRING, Buffer.from(issuedTo)))));
  const content = sequence(
    element(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    SHA256_WITH_RSA,
    name,
    sequence(time(validFrom), time(validTo)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = element(BIT_STRING, Buffer.from([0]), sign("sha256", content, privateKey));
  return {
    certificate: pem(sequence(content, SHA256_WITH_RSA, signature)),
    /** Signs as Amazon SNS does in version 2: SHA-256 with RSA, in base 64. */
    sign: (text: string): string => sign("sha256", Buffer.from(text), privateKey).toString("base64"),
  };
};

/** Tags of ASN.1 (ITU-T X.690), in which a certificate is written (RFC 5280, 4.1). */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;

/** Tag, length, contents; a length of 128 or more is written in two bytes after their number. */
const element = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...contents: readonly Buffer[]): Buffer => element(SEQUENCE, ...contents);

/** `20261122T080000Z` without the century. */
const time = (date: Date): Buffer =>
  element(UTC_TIME, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption. */
const SHA256_WITH_RSA = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));

/** 2.5.4.3, commonName. */
const COMMON_NAME = Buffer.from("0603550403", "hex");

const pem = (der: Buffer): string =>
  [
    "-----BEGIN CERTIFICATE-----",
    ...(der.toString("base64").match(/.{1,64}/g) ?? []),
    "-----END CERTIFICATE-----",
    "",
  ].join("\n");
