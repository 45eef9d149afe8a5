import type { ServerResponse } from "node:http";

/** An error as Amazon SNS answers it. */
export class SnsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

type Value = string | boolean | readonly Value[] | { readonly [name: string]: Value };

/** What an action answers, or why it does not. */
export type SnsReply = { readonly [name: string]: Value } | SnsError;

/** Answers in the words of the query protocol: a form came in, XML goes out. */
export const sendReply = (response: ServerResponse, form: URLSearchParams, reply: SnsReply): void => {
  if (reply instanceof SnsError) {
    const { code, message, status } = reply;
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
    response.writeHead(status, XML).end(`<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`);
    return;
  }
  const action = form.get("Action");
  const result = `<${action}Result>${membersOf(reply)}</${action}Result>`;
  response.writeHead(200, XML).end(`<${action}Response>${result}</${action}Response>`);
};

const XML = { "content-type": "text/xml" };

const membersOf = (value: { readonly [name: string]: Value }): string =>
  Object.entries(value)
    .map(([name, member]) => `<${name}>${name === "Attributes" ? entriesOf(member) : xmlOf(member)}</${name}>`)
    .join("");

const xmlOf = (value: Value): string => {
  if (typeof value === "string" || typeof value === "boolean") return escaped(String(value));
  if (isList(value)) return value.map((one) => `<member>${xmlOf(one)}</member>`).join("");
  return membersOf(value);
};

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const entriesOf = (value: Value): string =>
  typeof value === "object"
    ? Object.entries(value)
        .map(([key, one]) => `<entry><key>${key}</key><value>${xmlOf(one)}</value></entry>`)
        .join("")
    : "";

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
