import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { smsPreview } from "../../../board/api-routes";
import { pageFiles } from "../../../board/page-files";
import type { BoardState } from "../../../board/state";
import { quietShop } from "./shop-states";

/** What an action of the scripted board answers. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly body: object;
}

/** A board without a shop: it serves the real page and tells it whatever a test wants to see the page do with. */
export interface ScriptedBoard {
  readonly url: string;
  /** Actions that were asked for, oldest first. */
  readonly asked: readonly { readonly name: string; readonly body: unknown }[];
  /** Shows a state to every tab, and to those that come later. */
  show(state: BoardState): void;
  /** Sends a change to every tab. */
  change(change: object): void;
  setSubscriptions(subscriptions: readonly object[]): void;
  /** What an action answers from now on. */
  answer(name: string, answer: ScriptedAnswer): void;
  /** Whether the shop behind it is open; the stream and the actions answer 503 as long as it is not. */
  setOpen(open: boolean): void;
  /** How many streams are open. */
  streams(): number;
  /** Cuts the streams, as a server that goes away does. */
  hangUp(): void;
  close(): Promise<void>;
}

/** What peeks find when a test has not said otherwise. */
const NOTHING: Readonly<Record<string, object>> = { peek: { messages: [], shown: 0, total: 0 } };

/** Opens a board on a free port of 127.0.0.1. */
export const openScriptedBoard = async (first: BoardState | undefined = quietShop()): Promise<ScriptedBoard> => {
  const find = pageFiles();
  const tabs = new Set<ServerResponse>();
  const asked: { name: string; body: unknown }[] = [];
  const answers = new Map<string, ScriptedAnswer>();
  let state = first;
  let subscriptions: readonly object[] = [];
  let open = true;
  const send = (event: string, data: object) => {
    for (const tab of tabs) tab.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (pathname.startsWith("/api") && !open) return json(503, { error: "the shop is not open yet" });
    if (pathname === "/api/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 200\n\n");
      tabs.add(response);
      response.on("close", () => tabs.delete(response));
      if (state !== undefined) response.write(`event: snapshot\ndata: ${JSON.stringify(state)}\n\n`);
      return;
    }
    if (pathname === "/api/subscriptions") return json(200, subscriptions);
    if (pathname === "/api/sms") {
      return json(200, smsPreview(searchParams.get("subject") ?? "", searchParams.get("text") ?? ""));
    }
    if (pathname.startsWith("/api/actions/")) {
      const name = pathname.slice("/api/actions/".length);
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      asked.push({ name, body: JSON.parse(Buffer.concat(parts).toString()) });
      const { status, body } = answers.get(name) ?? { status: 200, body: NOTHING[name] ?? {} };
      return json(status, body);
    }
    const file = await find(pathname);
    if (file === undefined) return json(404, { error: "nothing here" });
    return response.writeHead(200, { "content-type": file.type }).end(file.content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    show: (shown) => {
      state = shown;
      send("snapshot", shown);
    },
    change: (change) => send("change", change),
    setSubscriptions: (found) => {
      subscriptions = found;
    },
    answer: (name, answer) => void answers.set(name, answer),
    setOpen: (isOpen) => {
      open = isOpen;
    },
    streams: () => tabs.size,
    hangUp: () => {
      for (const tab of tabs) tab.destroy();
    },
    close: async () => {
      for (const tab of tabs) tab.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

/** A scripted board for the tests of a file. */
export const eachFileHasAScriptedBoard = (): (() => ScriptedBoard) => {
  let board: ScriptedBoard | undefined;
  beforeAll(async () => {
    board = await openScriptedBoard();
  });
  afterAll(() => board?.close());
  return () => {
    if (board === undefined) throw new Error("the scripted board is opened before the first test, not at load time");
    return board;
  };
};
