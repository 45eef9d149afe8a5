import { generateKeyPairSync } from "node:crypto";
import {
  type ThrowAwayCertificate,
  type ThrowAwayCertificateOptions,
  throwAwayCertificate,
} from "../../../../local/sns-delivery/throw-away-certificate";
import { fitting, type Hostile } from "../support/hostile";
import { ATTACKER, NOW, SNS, VALID } from "../support/sns";

const keys = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pssKeys = generateKeyPairSync("rsa-pss", { modulusLength: 2_048 });
const certificateOf = (options: ThrowAwayCertificateOptions) => throwAwayCertificate({ ...VALID, keys, ...options });

/** The certificate is where it belongs, and the delivery is signed with its key. */
const bad = (what: string, { certificate, sign }: ThrowAwayCertificate): Hostile =>
  fitting(what, "certificate", {}, { by: { sign }, certificate: () => new Response(certificate) });

const answer = (what: string, reply: () => Response, reason: "certificate" | "unavailable" = "certificate"): Hostile =>
  fitting(what, reason, {}, { certificate: reply });

const lost = (): never => {
  throw new TypeError("fetch failed");
};
const body = (text: string | Buffer) => () => new Response(text);
const status = (code: number) => () => new Response(SNS.certificate, { status: code });
const der = Buffer.from(SNS.certificate.replace(/-----.*-----|\s/g, ""), "base64");
const spki = keys.publicKey.export({ type: "spki", format: "pem" }).toString();

/** What the host of the certificates may answer and no delivery must be believed by. */
export const certificates: readonly Hostile[] = [
  ...[bad("a certificate that ran out a second ago", certificateOf({ validTo: new Date(NOW - 1_000) }))],
  ...[bad("a certificate that begins in a second", certificateOf({ validFrom: new Date(NOW + 1_000) }))],
  ...[bad("a key of 1,024 bits", certificateOf({ keys: generateKeyPairSync("rsa", { modulusLength: 1_024 }) }))],
  ...[bad("a key of 2,047 bits", certificateOf({ keys: generateKeyPairSync("rsa", { modulusLength: 2_047 }) }))],
  ...[bad("a key for PSS padding alone", certificateOf({ keys: pssKeys }))],
  ...[bad("an elliptic curve", certificateOf({ keys: generateKeyPairSync("ec", { namedCurve: "P-256" }) }))],
  ...[bad("a certificate of another name", certificateOf({ issuedTo: "example.com" }))],
  ...[bad("a certificate of a name below", certificateOf({ issuedTo: "evil.sns.amazonaws.com" }))],
  ...[bad("a certificate of a name above", certificateOf({ issuedTo: "amazonaws.com" }))],
  ...[bad("a certificate of many names", certificateOf({ issuedTo: "*.amazonaws.com" }))],
  ...[bad("a certificate of another region", certificateOf({ issuedTo: "sns-signing.af-south-1.amazonaws.com" }))],
  ...[bad("a certificate of another partition", certificateOf({ issuedTo: "sns-cn-north-1.amazonaws.com.cn" }))],
  ...[answer("a page", body("<html>")), answer("nothing", body("")), answer("a certificate in binary", body(der))],
  ...[answer("a public key", body(spki))],
  ...[answer("half a certificate", body(SNS.certificate.replace(/(\n.{64}){5}/, "")))],
  ...[answer("a certificate of nothing", body("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))],
  ...[answer("two certificates", body(SNS.certificate + ATTACKER.certificate))],
  ...[answer("a page before the certificate", body(`<html>\n${SNS.certificate}`))],
  ...[answer("a page after the certificate", body(`${SNS.certificate}<html>`))],
  ...[answer("a certificate and 16 KiB of nothing", body(SNS.certificate + "\n".repeat(16 * 1_024)))],
  ...[answer("403", status(403)), answer("404", status(404)), answer("429", status(429), "unavailable")],
  ...[answer("500", status(500), "unavailable"), answer("503", status(503), "unavailable")],
  ...[answer("no host", () => Response.error(), "unavailable"), answer("a lost connection", lost, "unavailable")],
];
