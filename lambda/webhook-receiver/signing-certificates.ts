import { readCertificate, type SigningCertificate } from "./signing-certificate";

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
