import { type KeyObject, X509Certificate } from "node:crypto";

/** A certificate of somebody who signs deliveries. Times in epoch milliseconds. */
export interface SigningCertificate {
  readonly key: KeyObject;
  readonly validFrom: number;
  readonly validTo: number;
  /** Whether it was issued to one of these names. */
  isOf(names: readonly string[]): boolean;
}

/** Thrown for what is no certificate to verify a delivery with. Asking again would not change it. */
export class CertificateRefused extends Error {
  override readonly name = "CertificateRefused";
}

const ONE_CERTIFICATE = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/;

/** What NIST SP 800-131A asks of RSA signatures; SNS has 2,048. */
const MIN_KEY_BITS = 2_048;

/**
 * Reads the one certificate of a PEM file.
 *
 * Its issuer is not followed up: SNS serves the certificate alone, so what vouches for it is the host it was fetched
 * from, over TLS, and the name it was issued to.
 *
 * @throws CertificateRefused
 */
export const readCertificate = (pem: string): SigningCertificate => {
  if (!ONE_CERTIFICATE.test(pem)) throw new CertificateRefused("not one certificate in PEM");
  const certificate = parse(pem);
  const { publicKey: key, validFrom, validTo } = certificate;
  if (key.asymmetricKeyType !== "rsa") throw new CertificateRefused("not an RSA key");
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS) throw new CertificateRefused("too small a key");
  return {
    key,
    validFrom: Date.parse(validFrom),
    validTo: Date.parse(validTo),
    isOf: (names) => names.some((name) => certificate.checkHost(name, { wildcards: false }) !== undefined),
  };
};

const parse = (pem: string): X509Certificate => {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new CertificateRefused("not a certificate");
  }
};
