import { words } from "../lambda/support/words";
import { NO_JSON, named } from "./bad-values";

/** A request that is wrong in some way; what is left out is as it should be. */
export interface BadRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer;
}

type Requests = Readonly<Record<string, BadRequest>>;

/** An endpoint, as it wants its requests. */
interface Endpoint {
  readonly path: string;
  readonly methods: readonly string[];
  readonly maxBytes: number;
  readonly good: object;
}

const METHODS = words("GET PUT PATCH HEAD OPTIONS DELETE TRACE");
const TYPES = [
  ...words("text/plain text/json application/jsonl application/x-www-form-urlencoded"),
  ...[undefined, "", "multipart/form-data; x=application/json", "x, application/json"],
];
const nearly = (path: string) => [
  ...["/", "", path.slice(0, -1), `${path}/7`, `${path}//`, path.toUpperCase(), `${path}%00`, `${path}/../secret`],
];

/** Requests that are wrong before anybody reads what they ask for. */
export const badRequests = ({ path, methods, maxBytes, good }: Endpoint): Requests => ({
  ...named("at", nearly(path), (wrong) => ({ path: wrong })),
  ...named(
    "method",
    [...METHODS.filter((one) => !methods.includes(one)), `${methods[0]}`.toLowerCase(), ""],
    (method) => ({ method }),
  ),
  ...named("content type", TYPES, (type) => ({ headers: { "content-type": type } })),
  "one byte too long": { body: Buffer.from(JSON.stringify(good).padEnd(maxBytes + 1)) },
  "six mebibytes": { body: Buffer.alloc(6 * 1024 * 1024, "[") },
  "brackets up to the last byte": { body: Buffer.alloc(maxBytes, "[") },
  "bytes that are no UTF-8": { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
  "UTF-16": { body: Buffer.from('{"drink":"latte"}', "utf16le") },
  ...Object.fromEntries(Object.entries(NO_JSON).map(([name, text]) => [name, { body: Buffer.from(text) }])),
});

export const asRequests = (bodies: Readonly<Record<string, unknown>>, more: BadRequest = {}): Requests =>
  Object.fromEntries(
    Object.entries(bodies).map(([name, body]) => [
      name,
      { ...more, body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) },
    ]),
  );

/** What an answer says. Throws for one that lets the request in, or blames the shop. */
export const refusalIn = ({ status, body }: { readonly status: number; readonly body?: unknown }): string => {
  if (status < 400 || status >= 500) throw new Error(`was answered with ${status}`);
  return JSON.stringify(body);
};
