import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Opened } from "../../local/closing";
import { readCall } from "./function-call";
import { hurried } from "./hurried";
import { answerWith, type Mischief, meddle } from "./mischief";
import type { WireAnswer } from "./wire-fault";

/** Not as long as functions keep a connection: one must not be closed just as it is used again. */
const KEEP_ALIVE_MS = 600_000;

/** The wire between the functions and AWS. It passes everything on, and does mischief when it is told to. */
export class Wire implements Opened {
  /** Where calls go. */
  to = "";
  /** Without any, calls are passed on as they are. */
  mischief: Mischief | undefined;
  /** Nothing gets through. */
  isCut = false;
  private underWay = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** Opens a wire on a free port of 127.0.0.1. */
  static async open(): Promise<Wire> {
    let wire: Wire | undefined;
    const server = createServer((incoming, outgoing) => {
      if (wire !== undefined) void wire.serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on("connection", (socket) => {
      const port = socket.remotePort ?? 0;
      socket.once("close", () => wire?.mischief?.causes.ended(port));
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
    const call = this.mischief && readCall(incoming.headers, body.toString("utf8"), this.mischief.orderNamed);
    const onward = call?.operation === "ChangeMessageVisibilityBatch" ? hurried(body) : body;
    const forward = () => this.forward(incoming, onward);
    if (this.isCut) {
      this.mischief?.tally.cut();
      if (call) this.mischief?.causes.notDone(call);
      outgoing.destroy();
    } else if (this.mischief === undefined || call === undefined) answerWith(outgoing, await forward());
    else await meddle(this.mischief, call, { outgoing, forward, port: incoming.socket.remotePort ?? 0 });
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
