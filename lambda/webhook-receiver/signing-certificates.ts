import { type KeyObject, X509Certificate } from "node:crypto";

/** SNS renews its certificates about once a year and uses one or two at a time in each region. */
export const MAX_KEPT_CERTIFICATES = 8;

/** One fetch an hour and instance; a certificate that AWS withdrew is out of use after it. */
export const CERTIFICATE_KEPT_MS = 60 * 60 * 1_000;

/**
 * The certificates that deliveries are verified with, each fetched once and then kept for an hour.
 *
 * Requests for the same certificate at the same time share one fetch. What failed is not kept: the next delivery asks
 * again, and no number of failures pushes out a certificate that is in use.
 */
export class SigningCertificates {
  private readonly kept = new Map<string, { readonly certificate: SigningCertificate; readonly until: number }>();
  private readonly underWay = new Map<string, Promise<SigningCertificate>>();

  constructor(
    private readonly download: (url: string) => Promise<string>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws CertificateRefused, CertificateUnreachable */
  async at(url: string): Promise<SigningCertificate> {
    const known = this.kept.get(url);
    if (known && known.until > this.now()) return known.certificate;
    const underWay = this.underWay.get(url);
    if (underWay) return underWay;
    const fetching = this.fetch(url).finally(() => this.underWay.delete(url));
    this.underWay.set(url, fetching);
    return fetching;
  }

  private async fetch(url: string): Promise<SigningCertificate> {
    const certificate = readCertificate(await this.download(url));
    this.kept.delete(url);
    this.kept.set(url, { certificate, until: this.now() + CERTIFICATE_KEPT_MS });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size > MAX_KEPT_CERTIFICATES) this.kept.delete(oldest);
    }
    return certificate;
  }
}

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
const readCertificate = (pem: string): SigningCertificate => {
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
