import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Opened } from "../local/closing";
import { findPort } from "../local/ports";
import { type BoardSettings, boardApp } from "./board-app";
import type { BoardSources } from "./board-sources";

/** Where people look for a web page on their own machine. */
const USUAL_PORT = 3_000;

const ATTEMPTS = 5;

/** The order board on a port of 127.0.0.1. It answers 503 until `show` is called. */
export class BoardServer implements Opened {
  private sources: BoardSources | undefined;
  private readonly server: Server;

  private constructor(
    readonly port: number,
    settings: BoardSettings,
  ) {
    this.server = createServer(getRequestListener(boardApp(() => this.sources, settings).fetch));
  }

  /** Takes a port, see `findPort`. @throws ShopError when the port that was asked for is taken */
  static async open(asked: number | undefined, settings: BoardSettings = {}): Promise<BoardServer> {
    for (let attempt = 1; ; attempt += 1) {
      const board = new BoardServer(await findPort("--port", asked, USUAL_PORT), settings);
      try {
        board.server.listen(board.port, "127.0.0.1");
        await once(board.server, "listening");
        return board;
      } catch (error) {
        if (attempt >= ATTEMPTS) throw error;
      }
    }
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  show(sources: BoardSources): void {
    this.sources = sources;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}
