import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";
import type { Opened } from "../../local/closing";
import type { FaultInjector } from "./fault-injector";
import { type FunctionCall, readCall } from "./function-call";
import type { Moment } from "./killer";

/**
 * What can go wrong between a function and AWS, and whether AWS has done what was asked by then:
 *
 * - `unavailable`: answered 503, nothing done
 * - `throttled`: refused in the words of the service, nothing done
 * - `silent`: no answer for 20 seconds, then hung up, nothing done
 * - `reset`: hung up at once, nothing done
 * - `slow`: done, answered after 0.2 to 2 seconds, which may be later than the function waits
 * - `lost`: done, hung up instead of an answer
 * - `garbled`: done, the answer is broken
 */
export const WIRE_FAULTS = ["unavailable", "throttled", "silent", "reset", "slow", "lost", "garbled"] as const;

export type WireFault = (typeof WIRE_FAULTS)[number];

/** Faults after which AWS has done what was asked. */
export const DONE_ALL_THE_SAME: ReadonlySet<WireFault> = new Set(["slow", "lost", "garbled"]);

export const SILENCE_MS = 20_000;
export const SLOW_MS = { least: 200, most: 2_000 };

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Codes that the services themselves use; the SDKs know them. */
const CODES = {
  unavailable: {
    SQS: "com.amazonaws.sqs#ServiceUnavailable",
    SNS: "ServiceUnavailable",
    DynamoDB: "com.amazon.coral.availability#ServiceUnavailableException",
  },
  throttled: {
    SQS: "com.amazonaws.sqs#RequestThrottled",
    SNS: "Throttling",
    DynamoDB: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
  },
} as const;

/** How a service says that it will not do what was asked, now. */
export const refusal = (service: FunctionCall["service"], fault: keyof typeof CODES): WireAnswer => {
  const code = CODES[fault][service];
  const status = fault === "unavailable" ? 503 : 400;
  const [type, message] =
    fault === "unavailable" ? ["Receiver", "Service is unavailable."] : ["Sender", "Rate exceeded."];
  if (service === "SNS") {
    const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    const body = Buffer.from(`<ErrorResponse>${error}</ErrorResponse>`);
    return { status, headers: { "content-type": "text/xml" }, body };
  }
  const said = service === "SQS" ? { "x-amzn-query-error": `${code.split("#")[1]};${type}` } : {};
  const body = Buffer.from(JSON.stringify({ __type: code, message }));
  return { status, headers: { "content-type": "application/x-amz-json-1.0", ...said }, body };
};

/** An answer that broke on its way: cut in the middle, or that of a machine in between. `random` decides. */
export const garble = ({ body, ...answer }: WireAnswer, random: () => number): WireAnswer => {
  const half = body.subarray(0, Math.ceil(body.length / 2));
  return { ...answer, body: random() < 0.5 ? half : Buffer.from("<html><body>It works!</body></html>") };
};

/** Not as long as functions keep a connection: one must not be closed just as it is used again. */
const KEEP_ALIVE_MS = 600_000;

/** The wire between the functions and AWS. It passes everything on, and injects faults when it is told to. */
export class Wire implements Opened {
  to = "";
  /** Without any, calls are passed on as they are. */
  injector: FaultInjector | undefined;
  isCut = false;
  private underWay = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<Wire> {
    let wire: Wire | undefined;
    const server = createServer((incoming, outgoing) => {
      if (wire !== undefined) void wire.serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on("connection", (socket) => {
      const port = socket.remotePort ?? 0;
      socket.once("close", () => wire?.injector?.causes.ended(port));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    wire = new Wire(server, (server.address() as AddressInfo).port);
    return wire;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Lets nothing through any more; resolves when AWS has answered what it had been asked before. */
  async cut(): Promise<void> {
    this.isCut = true;
    while (this.underWay > 0) await pause(20);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const call = this.injector && readCall(incoming.headers, body.toString("utf8"), this.injector.orderNamed);
    const onward = call?.operation === "ChangeMessageVisibilityBatch" ? hurried(body) : body;
    const forward = () => this.forward(incoming, onward);
    if (this.isCut) {
      this.injector?.tally.cut();
      if (call) this.injector?.causes.notDone(call);
      outgoing.destroy();
    } else if (this.injector === undefined || call === undefined) answerWith(outgoing, await forward());
    else await injectFault(this.injector, call, { outgoing, forward, port: incoming.socket.remotePort ?? 0 });
  }

  private async forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<WireAnswer> {
    this.underWay += 1;
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const onward = { ...withoutHop(headers), "content-length": String(body.length) };
        request(`${this.to}${url}`, { method, headers: onward, agent: false }, resolve).on("error", reject).end(body);
      });
      return { status: answer.statusCode ?? 502, headers: withoutHop(answer.headers), body: await readAll(answer) };
    } finally {
      this.underWay -= 1;
    }
  }
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

/** Concern one connection only. */
const OF_ONE_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "expect"]);

const withoutHop = (headers: IncomingMessage["headers"]): WireAnswer["headers"] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_HOP.has(name)));

/** The least pause that the barista asks for: longer than any order is acquired for. */
const LONGEST_PAUSE_SECONDS = 15;

const pauses = v.looseObject({ Entries: v.array(v.looseObject({ VisibilityTimeout: v.number() })) });

/** A `ChangeMessageVisibilityBatch` whose pauses are cut to 15 seconds: else a campaign would do little but wait. */
export const hurried = (body: Buffer): Buffer => {
  const json = parseJson(body.toString("utf8"));
  const parsed = json.ok ? parseWith(pauses, json.value) : json;
  if (!parsed.ok) return body;
  const Entries = parsed.value.Entries.map((entry) => ({
    ...entry,
    VisibilityTimeout: Math.min(LONGEST_PAUSE_SECONDS, entry.VisibilityTimeout),
  }));
  return Buffer.from(JSON.stringify({ ...parsed.value, Entries }));
};

export interface OnTheWire {
  readonly outgoing: ServerResponse;
  /** Port of the function's end of the connection. */
  readonly port: number;
  forward(): Promise<WireAnswer>;
}

/** Passes a call on, or does to it what is to be done. */
export const injectFault = async (
  injector: FaultInjector,
  call: FunctionCall,
  { outgoing, port, forward }: OnTheWire,
): Promise<void> => {
  const { tally, causes, callLog, killer } = injector;
  const kill = (moment: Moment): boolean => {
    const point = killer?.pointAt(call, moment);
    if (point === undefined || !killer?.killAt(port, point)) return false;
    callLog.note(call, port, `killed ${point}`);
    return true;
  };
  if (kill("before")) {
    outgoing.destroy();
    return;
  }
  const isDoomed = killer?.pointAt(call, "done") !== undefined;
  const fault = isDoomed ? undefined : injector.fault(call);
  if (fault !== undefined && !DONE_ALL_THE_SAME.has(fault)) {
    causes.notDone(call);
    callLog.note(call, port, fault);
    if (fault === "silent") await silence(outgoing);
    if (fault === "unavailable" || fault === "throttled") answerWith(outgoing, refusal(call.service, fault));
    else outgoing.destroy();
    return;
  }
  const answer = await forward().catch((error: unknown) => {
    causes.notDone(call);
    throw error;
  });
  const isDone = answer.status === 200;
  if (isDone) {
    tally.done(call);
    causes.done(call, port);
  } else causes.notDone(call);
  const killed = isDone && kill("done");
  if (fault === "slow") await pause(SLOW_MS.least + injector.random() * (SLOW_MS.most - SLOW_MS.least));
  const isHeard = !killed && !outgoing.destroyed;
  if (!isHeard) tally.hungUp();
  if (isDone && (fault !== undefined || !isHeard)) causes.unheard(call);
  callLog.note(call, port, `${answer.status}, ${fault ?? "no fault"}, ${isHeard ? "heard" : "not heard"}`);
  if (!isHeard || fault === "lost") {
    outgoing.destroy();
    return;
  }
  if (isDone) outgoing.once("finish", () => kill("answered"));
  answerWith(outgoing, fault === "garbled" ? garble(answer, injector.random) : answer);
};

const silence = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, SILENCE_MS);
    outgoing.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Sends an answer, if anybody still waits for it. */
export const answerWith = (outgoing: ServerResponse, { status, headers, body }: WireAnswer): void => {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, { ...headers, "content-length": body.length }).end(body);
};
