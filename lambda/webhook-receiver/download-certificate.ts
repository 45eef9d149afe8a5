import { CertificateRefused } from "./signing-certificate";

/** Thrown when the host of the certificates cannot be asked just now. SNS delivers the message again. */
export class CertificateUnreachable extends Error {
  override readonly name = "CertificateUnreachable";
}

/** Part of what SNS waits for an answer (15 s), beside two idempotency writes and a confirmation at 2.7 s each. */
export const CERTIFICATE_TIMEOUT_MS = 2_000;

/** A certificate of SNS has about 2 kB. */
export const MAX_CERTIFICATE_BYTES = 16 * 1024;

/**
 * Fetches the text of a certificate: one request, no redirects, within a time and a size.
 *
 * @throws CertificateRefused when the host says that there is none, or sends more than a certificate
 * @throws CertificateUnreachable when it does not say anything useful in time
 */
export const downloadCertificate =
  (timeoutMs = CERTIFICATE_TIMEOUT_MS, request: typeof fetch = fetch) =>
  async (url: string): Promise<string> => {
    try {
      const response = await request(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
      if (response.ok) return await readText(response);
      await response.body?.cancel();
      if (response.status === 403 || response.status === 404) throw new CertificateRefused("there is none");
      throw new CertificateUnreachable(`the host answered ${response.status}`);
    } catch (error) {
      if (error instanceof CertificateRefused || error instanceof CertificateUnreachable) throw error;
      throw new CertificateUnreachable("the host did not answer", { cause: error });
    }
  };

/** Stops reading at the limit, whatever the length the host announced. Leaving the loop ends the request. */
const readText = async (response: Response): Promise<string> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MAX_CERTIFICATE_BYTES) throw new CertificateRefused("too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};
