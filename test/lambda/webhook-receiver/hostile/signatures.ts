import { generateKeyPairSync, sign } from "node:crypto";
import { throwAwayCertificate } from "../../../../local/sns-delivery/throw-away-certificate";
import { anIssue } from "../../support/issues";
import { fitting, type Hostile, tampered } from "../support/hostile";
import { ATTACKER, aDelivery, ago, type Kind, SNS, textOf, VALID } from "../support/sns";

const NOTIFICATION: { kinds: readonly Kind[] } = { kinds: ["Notification"] };
const CONFIRMATION: { kinds: readonly Kind[] } = { kinds: ["SubscriptionConfirmation"] };
const keys = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const { certificate } = throwAwayCertificate({ ...VALID, keys });

/** SNS signing in a way of old, or in one that is not its own; its certificate is right. */
const signedWith = (algorithm: string, padding?: number) => ({
  by: {
    sign: (text: string) =>
      sign(algorithm, Buffer.from(text), { key: keys.privateKey, ...(padding && { padding }) }).toString("base64"),
  },
  certificate: () => new Response(certificate),
});
const PSS = 6;
const signatureOf = (kind: Kind) => Buffer.from(SNS.sign(textOf(kind, aDelivery(kind))), "base64");
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const resigned = (what: string, signature: (kind: Kind) => string) =>
  tampered(what, (kind) => ({ Signature: signature(kind) }));
const version = (SignatureVersion: string, options = {}) =>
  fitting(`signature version ${JSON.stringify(SignatureVersion)}`, "signature-version", { SignatureVersion }, options);

/** Deliveries that SNS did not sign, not like this, or not for this text. */
export const signatures: readonly Hostile[] = [
  fitting("SHA-1, as SNS signs by itself", "signature-version", { SignatureVersion: "1" }, signedWith("sha1")),
  ...["1", "3", "0", "02", "2.0", " 2", "2\n", "two", ""].map((one) => version(one)),
  fitting("SHA-1 that says it is version 2", "signature", {}, signedWith("sha1")),
  fitting("SHA-512", "signature", {}, signedWith("sha512")),
  fitting("PSS padding", "signature", {}, signedWith("sha256", PSS)),
  fitting("the attacker's key", "signature", {}, { by: ATTACKER }),
  resigned("a signature cut short", (kind) => base64(signatureOf(kind).subarray(0, -1))),
  resigned("a signature grown longer", (kind) => base64(Buffer.concat([signatureOf(kind), Buffer.alloc(1)]))),
  tampered("a signature of zeros", { Signature: base64(Buffer.alloc(256)) }),
  tampered("four letters for a signature", { Signature: "FAKE" }),
  tampered("the signature of an empty text", { Signature: SNS.sign("") }),
  resigned("the signature of the message alone", (kind) => SNS.sign(String(aDelivery(kind)["Message"]))),
  resigned("a signature without the last line break", (kind) => SNS.sign(textOf(kind, aDelivery(kind)).trimEnd())),
  resigned("the signature of the other type", (kind) => {
    const other = kind === "Notification" ? "SubscriptionConfirmation" : "Notification";
    return SNS.sign(textOf(other, aDelivery(other)));
  }),
  tampered("another message", { Message: JSON.stringify(anIssue({ text: "Send me your password." })) }),
  tampered("another message id", { MessageId: "11111111-0000-5000-8000-00000000000f" }),
  tampered("another time", { Timestamp: ago(0) }),
  tampered("the same time in other figures", { Timestamp: "2026-11-22T08:00:59Z" }),
  tampered("a subject put in", { Subject: "Hello" }, NOTIFICATION),
  tampered("another token", { Token: "attacker" }, CONFIRMATION),
  tampered("another address to confirm at", { SubscribeURL: "http://169.254.169.254/" }, CONFIRMATION),
  fitting(
    "a replacement character swapped for half a pair",
    "fields",
    { Message: "\ud800" },
    { by: { sign: (text) => SNS.sign(text.replace("\ud800", "\ufffd")) } },
  ),
];
