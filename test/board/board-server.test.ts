import { request } from "node:http";
import { connect } from "node:net";
import { BoardServer } from "../../board/board-server";
import type { BoardSources } from "../../board/board-sources";
import { type LocalServer, localServer } from "../lambda/support/local-server";
import { withTakenPort } from "../local/support/bare-engine";
import { until } from "../support/until";
import { aBoard } from "./support/a-board";

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

let cashier: LocalServer;
let board: BoardServer;
let sources: BoardSources;
let asked: Asked[];
let reply: { status: number; headers: Record<string, string | string[]>; body: string };

beforeEach(async () => {
  asked = [];
  reply = { status: 202, headers: { "content-type": "application/json" }, body: '{"orders":[]}' };
  cashier = await localServer((body, response, { method, url, headers }) => {
    asked.push({ method, url, headers, body });
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  board = await BoardServer.open(0);
  sources = aBoard({ cashierUrl: `${cashier.url}/_aws/lambda-url/abc/` });
  board.show(sources);
});
afterEach(async () => {
  await board.close();
  await cashier.close();
});

describe("an order at the board", () => {
  test("reaches the cashier as it is", async () => {
    const body = '{"drink":"latte","pickupName":"Zoë"}';
    const headers = { "content-type": "application/json; charset=utf-8", "idempotency-key": "key-1", "x-more": "yes" };
    const response = await fetch(`${board.url}/orders?table=4`, { method: "POST", headers, body });
    expect([response.status, await response.text()]).toEqual([202, '{"orders":[]}']);
    expect(asked).toMatchObject([{ method: "POST", url: "/_aws/lambda-url/abc/orders?table=4", body, headers }]);
    expect(asked[0]?.headers["host"]).toBe(new URL(cashier.url).host);
  });

  test.each(["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])("with %s is the cashier's to refuse", async (method) => {
    reply = { status: 405, headers: { allow: "POST" }, body: "{}" };
    const response = await fetch(`${board.url}/orders`, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(asked).toMatchObject([{ method }]);
  });

  test("brings back status, headers and body unchanged", async () => {
    const headers = { "retry-after": "2", "idempotency-key": "key-1", "set-cookie": ["a=1", "b=2"] };
    reply = { status: 503, headers: { ...headers, "content-type": "application/json" }, body: '{"later":true}' };
    const response = await fetch(`${board.url}/orders`, { method: "POST", body: "{}" });
    expect([response.status, await response.json()]).toEqual([503, { later: true }]);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(response.headers.get("cache-control")).toBeNull();
  });

  test("that is far too large is refused at once, however it is sent", async () => {
    const tooLarge = Buffer.alloc(7 * 1024 * 1024, "x");
    const inOne = await fetch(`${board.url}/orders`, { method: "POST", body: tooLarge });
    expect([inOne.status, await inOne.json()]).toEqual([
      413,
      { error: "the order was not taken", faults: [{ path: "body", message: "is longer than 6291456 bytes" }] },
    ]);
    const inPieces = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${board.url}/orders`, { method: "POST" }, ({ statusCode }) => resolve(statusCode));
      sending.on("error", reject);
      sending.end(tooLarge);
    });
    expect([inPieces, asked]).toEqual([413, []]);
  });

  test("is counted by what the cashier answers", async () => {
    const answers = [
      [202, { orders: [{ status: "accepted" }, { status: "accepted" }] }],
      [207, { orders: [{ status: "accepted" }, { status: "not accepted" }] }],
      [400, { faults: [] }],
    ] as const;
    for (const [status, body] of answers) {
      reply = { status, headers: {}, body: JSON.stringify(body) };
      await fetch(`${board.url}/orders`, { method: "POST", body: "{}" });
    }
    await fetch(`${board.url}/orders`);
    await cashier.close();
    await fetch(`${board.url}/orders`, { method: "POST", body: "{}" });
    await until("all are counted", 10_000, () => sources.floor.figures.state().refused === 3);
    expect(sources.floor.figures.state()).toEqual({
      accepted: 3,
      refused: 3,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    });
  });

  test("is answered although the cashier is gone", async () => {
    await cashier.close();
    const response = await fetch(`${board.url}/orders`, { method: "POST", body: "{}" });
    expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
      502,
      "2",
      { error: "the cashier cannot be reached; ask again" },
    ]);
  });
});

describe("the board's port", () => {
  test("is on this machine only", async () => {
    const refused = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port: board.port }, () => {
          socket.destroy();
          resolve(false);
        }).on("error", () => resolve(true));
      });
    expect(await refused("127.0.0.1")).toBe(false);
    // Linux answers for the whole of 127.0.0.0/8 to a server that listens everywhere.
    expect(await refused("127.0.0.2")).toBe(true);
  });

  test("is an error when it was asked for and is taken", async () => {
    await withTakenPort(async (port) => {
      await expect(BoardServer.open(port)).rejects.toThrow(`port ${port} is taken`);
    });
  });

  test("is free again when the board has closed, even with a caller on the line", async () => {
    const other = await BoardServer.open(0);
    let waiting = () => {};
    const isWaiting = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const queues = () => {
      waiting();
      return new Promise<never>(() => {});
    };
    other.show(aBoard({ queues }));
    const answer = fetch(`${other.url}/api/queues`).catch(() => "cut off");
    await isWaiting;
    await other.close();
    expect(await answer).toBe("cut off");
    await expect(fetch(`${other.url}/api/queues`)).rejects.toThrow();
  });
});
