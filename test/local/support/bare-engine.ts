import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it reached the engine, byte for byte. */
interface Reached {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** What stands behind the functions' proxy; tests say how it replies. */
export interface BareEngine {
  readonly port: number;
  readonly reached: readonly Reached[];
  reply(reached: Reached, response: ServerResponse): void;
  close(): Promise<void>;
}

/** Opens an engine that knows nothing; until it is told otherwise it answers 200 without a body. */
export const openBareEngine = async (): Promise<BareEngine> => {
  const reached: Reached[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url: path = "", rawHeaders } = request;
      const one = { method, path, rawHeaders, body: Buffer.concat(parts) };
      reached.push(one);
      engine.reply(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const engine: BareEngine = {
    port: (server.address() as AddressInfo).port,
    reached,
    reply: (_, response) => response.end(),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return engine;
};

/** The values of one header, however it is spelled. */
export const headersOf = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name);

/** Serves a port of one loopback address while `work` is done with its number. */
export const withTakenPort = async (work: (port: number) => Promise<void>, host = "127.0.0.1"): Promise<void> => {
  const server = createServer((_, response) => response.end("somebody else"));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
};
