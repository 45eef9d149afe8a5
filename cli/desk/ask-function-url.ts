import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { CashierRequest } from "./shop";

type SignerSettings = ConstructorParameters<typeof SignatureV4>[0];

/** A Lambda function URL and who may call it. */
export interface FunctionUrl {
  readonly url: string;
  readonly region: string;
  readonly credentials: SignerSettings["credentials"];
}

/**
 * Calls a function URL as somebody: the request is signed with Signature Version 4, which a URL that is open to everybody ignores.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export const askFunctionUrl = ({ url, region, credentials }: FunctionUrl) => {
  const signer = new SignatureV4({ service: "lambda", region, credentials, sha256: Sha256 });
  return async ({ body, idempotencyKey, signal }: CashierRequest): Promise<Response> => {
    const { protocol, host, hostname, pathname } = new URL(url);
    const { headers } = await signer.sign({
      method: "POST",
      protocol,
      hostname,
      path: pathname,
      headers: { host, "content-type": "application/json", "idempotency-key": idempotencyKey },
      body,
    });
    const { host: _, ...sent } = headers;
    return fetch(url, { method: "POST", headers: sent, body, redirect: "error", signal });
  };
};
