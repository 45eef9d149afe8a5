import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { type LocalServer, localServer } from "./local-server";

type Reply = Parameters<typeof localServer>[0];
type Value = string | boolean | readonly Value[] | { readonly [name: string]: Value };

/** What an action of Amazon SNS answers, or why it does not. */
export type SnsReply = { readonly [name: string]: Value } | SnsError;

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

/** Settings of a function that talks to services at this address and reads no profile of this machine. */
export const localEnvironment = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

/** The services that functions talk to, always willing: SNS and SQS take every message, DynamoDB every write. */
export const willing: Reply = (body, response, { headers }) => {
  const target = String(headers["x-amz-target"] ?? "");
  if (target.startsWith("DynamoDB_")) return void response.writeHead(200, JSON_10).end("{}");
  if (target.startsWith("AmazonSQS.")) return replyStored(body, response);
  const form = new URLSearchParams(body);
  const ids = [...form].filter(([name]) => /^PublishBatchRequestEntries\.member\.\d+\.Id$/.test(name));
  const Successful = ids.map(([, Id]) => ({ Id, MessageId: `published-${Id}` }));
  sendReply(response, form, form.get("Action") === "PublishBatch" ? { Successful } : { MessageId: "published-0" });
};

/** For the tests of a file: a function as it is deployed, in front of services on this machine that reply as told. */
export const deployed = <Handler>(
  load: () => Promise<{ readonly handler: Handler }>,
  environment: (url: string) => Readonly<Record<string, string>>,
  reply: Reply = willing,
) => {
  let server: LocalServer;
  let handler: Handler;
  beforeAll(async () => {
    server = await localServer(reply);
    Object.assign(process.env, localEnvironment(server.url), environment(server.url));
    handler = (await load()).handler;
  });
  afterAll(() => server.close());
  return {
    requests: () => server.requests,
    get handler() {
      return handler;
    },
  };
};

const JSON_10 = { "content-type": "application/x-amz-json-1.0" };
const XML = { "content-type": "text/xml" };
const sendMessageBatch = v.object({ Entries: v.array(v.object({ Id: v.string(), MessageBody: v.string() })) });

/** The messages of one `SendMessageBatch` as it travels, by their bodies. */
export const messagesOf = (body: string): readonly string[] =>
  v.parse(sendMessageBatch, JSON.parse(body)).Entries.map(({ MessageBody }) => MessageBody);

/** What SQS answers to a `SendMessageBatch` of which it stored every message; the client checks the digests. */
export const storedReply = (body: string) => ({
  Successful: v.parse(sendMessageBatch, JSON.parse(body)).Entries.map((entry) => ({ Id: entry.Id, ...stored(entry) })),
});

const stored = ({ MessageBody }: { MessageBody: string }) => ({
  MessageId: "stored",
  MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
});

/** Replies to a `SendMessageBatch`, or a `SendMessage`, as SQS does when it stored every message. */
export const replyStored = (body: string, response: ServerResponse): void => {
  const given = JSON.parse(body);
  response.writeHead(200, JSON_10).end(JSON.stringify("Entries" in given ? storedReply(body) : stored(given)));
};

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
  Object.entries(value)
    .map(([key, one]) => `<entry><key>${key}</key><value>${xmlOf(one)}</value></entry>`)
    .join("");

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
