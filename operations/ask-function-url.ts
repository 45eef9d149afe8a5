import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AskFunction } from "./shop";

type SignerSettings = ConstructorParameters<typeof SignatureV4>[0];

/** Who calls a function. */
export interface Caller {
  readonly region: string;
  readonly credentials: SignerSettings["credentials"];
}

/**
 * Calls function URLs as somebody: each request is signed with Signature Version 4, which a URL that is open to everybody ignores.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export const askFunctionUrl = ({ region, credentials }: Caller): AskFunction => {
  const signer = new SignatureV4({ service: "lambda", region, credentials, sha256: Sha256 });
  return async (address, { method, headers = {}, body, signal }) => {
    const { protocol, host, hostname, pathname } = new URL(address);
    const signed = await signer.sign({
      method,
      protocol,
      hostname,
      path: pathname,
      headers: { host, ...headers },
      ...(body !== undefined && { body }),
    });
    const { host: _, ...sent } = signed.headers;
    return fetch(address, { method, headers: sent, ...(body !== undefined && { body }), redirect: "error", signal });
  };
};
