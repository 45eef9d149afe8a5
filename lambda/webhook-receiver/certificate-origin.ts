import { shown } from "../messaging/parse";

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
