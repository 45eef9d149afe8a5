import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import * as v from "valibot";
import { parseJsonWith } from "../../lambda/messages/fields";
import { isLoopback } from "../../operations/shop-file";
import type { Opened } from "../closing";

/** More than are sent between two times at which the engine writes its state down. */
const MOST_SENT = 1_000;

const sending = v.object({
  call: v.object({ QueueUrl: v.string() }),
  answer: v.object({ Successful: v.optional(v.array(v.unknown()), []) }),
});

/** A call of a function to AWS that the engine answered with success. */
export interface AnsweredCall {
  /** The form of the AWS Query protocol, which SNS speaks. */
  readonly form: URLSearchParams;
  /** XML. */
  readonly answer: string;
}

/**
 * The proxy through which the functions reach AWS: everything is passed on to the engine. It sees what functions send
 * straight to a device, which the engine does not record, and serves the certificate of the local delivery simulator.
 */
export class AwsApiProxy implements Opened {
  /** Told of every call of the Query protocol that succeeded. */
  onCall: (call: AnsweredCall) => void = () => {};
  /** Answers a call in the engine's place; undefined leaves it to the engine. */
  answer: (form: URLSearchParams) => string | undefined = () => undefined;
  /** A file that the proxy serves itself. */
  file: { readonly path: string; readonly text: string } | undefined;

  /** When, in milliseconds, which queue was sent how many messages; the newest are remembered. */
  private sent: { readonly at: number; readonly queue: string; readonly count: number }[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(enginePort: () => number): Promise<AwsApiProxy> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const proxy = new AwsApiProxy(server, `http://localhost:${port}`);
    server.on("request", (incoming, outgoing) => {
      if (isFromAPage(incoming)) {
        outgoing.writeHead(403).end("this proxy is for the functions of the shop, not for web pages");
        return;
      }
      if (proxy.file !== undefined && incoming.method === "GET" && incoming.url === proxy.file.path) {
        outgoing.writeHead(200, { "content-type": "application/x-pem-file" }).end(proxy.file.text);
        return;
      }
      passOn(incoming, outgoing, enginePort(), proxy).catch(() => outgoing.destroy());
    });
    return proxy;
  }

  /** How many messages functions sent to a queue since a moment, in milliseconds. */
  sentSince(moment: number, queueUrl: string): number {
    return this.sent.reduce((sum, { at, queue, count }) => sum + (at > moment && queue === queueUrl ? count : 0), 0);
  }

  noteSent(target: string, body: Buffer, answer: Buffer): void {
    if (!/^AmazonSQS\.SendMessage(Batch)?$/.test(target)) return;
    const parsed = parseJsonWith(sending, `{"call":${body},"answer":${answer}}`);
    if (!parsed.ok) return;
    const { call, answer: told } = parsed.value;
    const count = target.endsWith("Batch") ? told.Successful.length : 1;
    this.sent = [...this.sent.slice(-MOST_SENT), { at: Date.now(), queue: call.QueueUrl, count }];
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

/** Functions send neither, and know the proxy as localhost; whatever else comes, a page made a browser send. */
const isFromAPage = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined ||
  (headers["sec-fetch-site"] ?? "none") !== "none" ||
  !isLoopback(`http://${(headers.host ?? "").replace(/^[\w.-]+\.(?=localhost(:|$))/, "")}`);

const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse, port: number, proxy: AwsApiProxy) => {
  const body = await buffer(incoming);
  const { method, url: path, headers } = incoming;
  const isQuery = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const form = new URLSearchParams(isQuery ? body.toString("utf8") : "");
  const ownAnswer = isQuery ? (proxy.answer(form) ?? missingOperation(form)) : undefined;
  if (ownAnswer !== undefined) {
    outgoing.writeHead(200, { "content-type": "text/xml" }).end(ownAnswer);
    return;
  }
  const translated = isQuery ? toEngine(form)?.toString() : undefined;
  const onwardBody = translated ?? body;
  const onwardHeaders = [...withoutLength(incoming.rawHeaders), "Content-Length", `${Buffer.byteLength(onwardBody)}`];
  const passBack = async (answer: IncomingMessage): Promise<void> => {
    const given = await buffer(answer);
    const text = fromEngine(isQuery ? given.toString("utf8") : "");
    if (isQuery && answer.statusCode === 200) tell(proxy, { form, answer: text });
    if (answer.statusCode === 200) proxy.noteSent(`${headers["x-amz-target"]}`, body, given);
    outgoing.writeHead(answer.statusCode ?? 502, sameLength(method, answer));
    outgoing.end(isQuery ? text : given);
  };
  // A connection of its own for each call: one that is kept open may be closed by the engine just as it is used again.
  const options = { agent: false, host: "127.0.0.1", port, method, path, headers: onwardHeaders } as const;
  const onward = request(options, (answer) => {
    passBack(answer).catch(() => outgoing.destroy());
  });
  onward.on("error", () => outgoing.destroy());
  outgoing.on("close", () => onward.destroy());
  onward.end(onwardBody);
};

/** The engine has done what was asked: whatever listens may not keep its answer from the function, which would ask again. */
const tell = (proxy: AwsApiProxy, call: AnsweredCall): void => {
  try {
    proxy.onCall(call);
  } catch {
    // What the listener missed is not shown.
  }
};

/** What concerns one connection only, and how long a body is: both are decided anew. */
const OF_ONE_HOP = /^(transfer-encoding|content-length|connection|keep-alive|expect)$/i;

const withoutLength = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.flatMap((name, place) =>
    place % 2 === 1 || OF_ONE_HOP.test(name) ? [] : [name, rawHeaders[place + 1] ?? ""],
  );

/** An answer to HEAD tells a length of which nothing follows. */
const sameLength = (method: string | undefined, { headers, rawHeaders }: IncomingMessage): string[] => {
  const length = method === "HEAD" ? headers["content-length"] : undefined;
  return [...withoutLength(rawHeaders), ...(length === undefined ? [] : ["Content-Length", length])];
};

/**
 * The engine gives a device the ARN `…:app/GCM/<application>/<id>`, where AWS says `…:endpoint/GCM/<application>/<id>`. The
 * functions know AWS only, so both are translated on their way.
 */
const DEVICE = "((?:GCM|APNS|APNS_SANDBOX)/[\\w.-]{1,256}/[0-9a-f-]{36})";

const PARAMETERS = ["EndpointArn", "TargetArn"];

/** A call as the engine understands it; undefined when nothing has to be changed. */
export const toEngine = (form: URLSearchParams): URLSearchParams | undefined => {
  const device = new RegExp(`:endpoint/${DEVICE}$`);
  const named = PARAMETERS.filter((name) => device.test(form.get(name) ?? ""));
  if (named.length === 0) return undefined;
  const translated = new URLSearchParams(form);
  for (const name of named) translated.set(name, (form.get(name) ?? "").replace(device, ":app/$1"));
  return translated;
};

/** An answer as AWS would have given it. */
export const fromEngine = (answer: string): string => answer.replace(new RegExp(`:app/${DEVICE}`, "g"), ":endpoint/$1");

/** What SNS answers to an action, given the contents of its result. */
export const snsAnswer = (action: string, result: string): string =>
  `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result></${action}Response>`;

/** Answers the one operation of SNS that the functions use and the engine lacks. Nobody opts out of SMS that are never sent. */
const missingOperation = (form: URLSearchParams): string | undefined => {
  const action = "CheckIfPhoneNumberIsOptedOut";
  return form.get("Action") === action ? snsAnswer(action, "<isOptedOut>false</isOptedOut>") : undefined;
};
