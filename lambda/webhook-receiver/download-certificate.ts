import { shown } from "../messaging/parse";
import { CertificateRefused } from "./signing-certificates";

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

/** The one word that stands for the address in the variable of the same name. */
const FROM_ENDPOINT = "AWS_ENDPOINT_URL";

const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Where a local shop keeps the certificate of its throw-away key.
 *
 * Only addresses of the machine itself are taken: should the setting ever reach AWS, it opens nothing there.
 *
 * @returns undefined without the setting: then only Amazon SNS itself is asked
 * @throws Error for any other address
 */
export const certificateOrigin = (environment: NodeJS.ProcessEnv): string | undefined => {
  const setting = environment.CERTIFICATE_ORIGIN;
  if (setting === undefined) return undefined;
  const address = (setting === FROM_ENDPOINT ? environment.AWS_ENDPOINT_URL : setting) ?? "";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !THIS_MACHINE.test(url.origin)) {
    throw new Error(
      `CERTIFICATE_ORIGIN: not an address of this machine: ${shown(address)} (leave it out on AWS; http://localhost:<port> in a local shop)`,
    );
  }
  return url.origin;
};
