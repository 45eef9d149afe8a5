import { isUtf8 } from "node:buffer";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { log } from "./log";
import { type Fault, parseJson, shown } from "./parse";

/** A request as it comes through a function URL; header names are in lower case. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** An answer before it becomes an HTTP response; no `body` means an empty one. */
export interface Answer<Status extends number = number> {
  readonly status: Status;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Why a request was turned away, with its HTTP status. */
export interface Refusal extends Omit<Answer<400 | 404 | 405 | 413 | 415>, "body"> {
  readonly faults: readonly Fault[];
}

/** What a function serves. Those who miss it get a hint: `invoices go to /invoices`, `invoices are sent with POST`. */
export interface Route {
  /** A slash at the end is forgiven. */
  readonly path: string;
  readonly methods: readonly string[];
  readonly hint: { readonly path: string; readonly method: string };
}

/** Refuses another path (404), without repeating it: an address or a token may be in it. Another method: 405. */
export const missedRoute = (request: WebRequest, { path, methods, hint }: Route): Refusal | undefined => {
  if (request.path !== path && request.path !== `${path}/`) return refuse(404, `no such place (${hint.path})`);
  if (methods.includes(request.method)) return undefined;
  const message = `not possible here: ${shown(request.method)} (${hint.method})`;
  return refuse(405, message, "", { allow: methods.join(", ") });
};

/** Reads the JSON a request carries: its content type (415), its length (413), then its bytes (400; none get the example). */
export const readJsonBody = (
  { headers, body }: WebRequest,
  { maxBytes, example }: { readonly maxBytes: number; readonly example: string },
): { readonly json: unknown } | { readonly refusal: Refusal } => {
  const refused = (status: Refusal["status"], message: string) => ({ refusal: refuse(status, message, "body") });
  const contentType = headers["content-type"] || "missing";
  if (!/^application\/json\s*(;|$)/i.test(contentType))
    return { refusal: refuse(415, `must be application/json, not ${shown(contentType)}`, "content-type") };
  if (body.length > maxBytes) return refused(413, `is ${body.length} bytes long, at most ${maxBytes} are allowed`);
  if (body.length === 0) return refused(400, `is empty (send ${example})`);
  if (!isUtf8(body)) return refused(400, "is not UTF-8");
  const json = parseJson(new TextDecoder().decode(body), "body");
  return json.ok ? { json: json.value } : { refusal: refuseFaults(json.faults) };
};

/** One thing that is wrong with a request. */
export const refuse = (status: Refusal["status"], message: string, path = "", headers = {}): Refusal => ({
  status,
  headers,
  faults: [{ path, message }],
});

/** Everything that is wrong with what a request asks for: 400. */
export const refuseFaults = (faults: readonly Fault[]): Refusal => ({ status: 400, headers: {}, faults });

/** The answer to a request that was turned away: `error` says what did not happen. */
export const refusalAnswer = ({ faults, ...refusal }: Refusal, error: string): Answer<Refusal["status"]> => ({
  ...refusal,
  body: { error, faults },
});

/** The request in an event of a function URL, payload format 2.0. */
export const webRequest = (event: LambdaFunctionURLEvent): WebRequest => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  headers: event.headers,
  body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
});

/** The response a function URL sends for an answer, as JSON. The log gets its status and nothing of the caller. */
export const webResponse = ({ status, headers, body }: Answer): LambdaFunctionURLResult => {
  log("answered", { status });
  if (body === undefined) return { statusCode: status, headers };
  const typed = { "content-type": "application/json", ...headers };
  return { statusCode: status, headers: typed, body: JSON.stringify(body) };
};
