import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { log } from "./log";
import { type Fault, type Parsed, parseJson, refused, shown } from "./parse";

/** A request as it comes through a function URL. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  /** Header names in lower case. */
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
export interface Refusal {
  readonly status: 400 | 404 | 405 | 413 | 415;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/** What a function serves, and what those are told who miss it. */
export interface Route {
  /** For example `/orders`; a slash at the end is forgiven. */
  readonly path: string;
  readonly methods: readonly string[];
  /** What goes where, for example `orders go to /orders`, and how, for example `orders are placed with POST`. */
  readonly hint: { readonly path: string; readonly method: string };
}

/** What the body of a request has to be. */
export interface Expected {
  readonly maxBytes: number;
  /** What to send instead of nothing, for example `an order such as {"drink": "latte", "pickupName": "Ada"}`. */
  readonly example: string;
}

/** Refuses another path (404) and another method (405); otherwise `undefined`. */
export const missedRoute = (request: WebRequest, route: Route): Refusal | undefined => {
  if (request.path !== route.path && request.path !== `${route.path}/`)
    return refuse(404, `no such place: ${shown(request.path)} (${route.hint.path})`);
  if (!route.methods.includes(request.method)) {
    const refusal = refuse(405, `not possible here: ${shown(request.method)} (${route.hint.method})`);
    return { ...refusal, headers: { allow: route.methods.join(", ") } };
  }
  return undefined;
};

/** Reads the JSON a request carries: its content type (415), its length (413), then its bytes (400). */
export const readJsonBody = (
  request: WebRequest,
  { maxBytes, example }: Expected,
): { readonly json: unknown } | { readonly refusal: Refusal } => {
  const contentType = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    const found = contentType === "" ? "missing" : shown(contentType);
    return { refusal: refuse(415, `must be application/json, not ${found}`, "content-type") };
  }
  const { length } = request.body;
  if (length > maxBytes)
    return { refusal: refuse(413, `is ${length} bytes long, at most ${maxBytes} are allowed`, "body") };
  const json = jsonOf(request.body, example);
  return json.ok ? { json: json.value } : { refusal: { status: 400, headers: {}, faults: json.faults } };
};

/** One thing that is wrong with a request. */
export const refuse = (status: Refusal["status"], message: string, path = ""): Refusal => ({
  status,
  headers: {},
  faults: [{ path, message }],
});

/** Everything that is wrong with what a request asks for: 400. */
export const refuseFaults = (faults: readonly Fault[]): Refusal => ({ status: 400, headers: {}, faults });

/** The answer to a request that was turned away. `error` says in a few words what did not happen. */
export const refusalAnswer = ({ status, headers, faults }: Refusal, error: string): Answer<Refusal["status"]> => ({
  status,
  headers,
  body: { error, faults },
});

const jsonOf = (body: Buffer, example: string): Parsed<unknown> => {
  if (body.length === 0) return refused(`is empty (send ${example})`, "body");
  const text = utf8(body);
  if (text === undefined) return refused("is not UTF-8", "body");
  const json = parseJson(text);
  return json.ok ? json : refused("is not JSON", "body");
};

const utf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The request in an event of a function URL, payload format 2.0. */
export const webRequest = (event: LambdaFunctionURLEvent): WebRequest => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  headers: event.headers,
  body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
});

/** The response a function URL sends for an answer, as JSON. The log gets its status and nothing of the customer. */
export const webResponse = ({ status, headers, body }: Answer): LambdaFunctionURLResult => {
  log("answered", { status });
  if (body === undefined) return { statusCode: status, headers };
  return {
    statusCode: status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
};
