import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Opened } from "../local/closing";
import { findPort } from "../local/ports";
import { type BoardSettings, boardApp } from "./board-app";
import type { BoardSources } from "./board-sources";

/** Where people look for a web page on their own machine. */
const USUAL_PORT = 3_000;

/** Another program may take the port between looking and listening. */
const ATTEMPTS = 5;

/** The order board on a port of 127.0.0.1. It answers 503 until `show` is called. */
export class BoardServer implements Opened {
  private sources: BoardSources | undefined;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /**
   * Takes a port, see `findPort`.
   *
   * @throws ShopError when the port that was asked for is taken
   */
  static async open(asked: number | undefined, settings: BoardSettings = {}): Promise<BoardServer> {
    for (let attempt = 1; ; attempt += 1) {
      const port = await findPort("--port", asked, USUAL_PORT);
      // The listener asks for the sources at each request, so it may be made before the board is.
      let board: BoardServer | undefined;
      const server = createServer(getRequestListener(boardApp(() => board?.sources, settings).fetch));
      try {
        server.listen(port, "127.0.0.1");
        await once(server, "listening");
        board = new BoardServer(server, port);
        return board;
      } catch (error) {
        if (attempt >= ATTEMPTS) throw error;
      }
    }
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** From now on the board shows the shop. */
  show(sources: BoardSources): void {
    this.sources = sources;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}
