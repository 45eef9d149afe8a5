import { join } from "node:path";
import { boardApp } from "../../board/board-app";
import type { BoardSources } from "../../board/board-sources";
import { PickupBoard } from "../../board/pickup-board";
import { aFinishedOrder } from "../lambda/support/orders";
import { eachTestHasAFolder } from "../support/folder";
import { aBoard } from "./support/a-board";

const folder = eachTestHasAFolder();

const depths = [{ name: "orders", waiting: 2, inHand: 1, delayed: 0, oldestAgeSeconds: 7 }] as const;
const mail = {
  customer: "1",
  protocol: "sms",
  newsletter: "coupons",
  subject: null,
  text: "Half price",
  receivedAt: "2026-11-22T08:00:00.000Z",
} as const;

const sources = (changes: Partial<BoardSources> = {}): BoardSources => {
  const board = new PickupBoard(join(folder(), "ready-orders.jsonl"));
  board.take([{ MessageId: "m", Body: JSON.stringify(aFinishedOrder(1)) }]);
  return aBoard({ queues: async () => depths, ready: () => board.ready(), inbox: () => [mail], ...changes });
};

const ask = async (path: string, { host = "localhost:3000", open }: { host?: string; open?: BoardSources } = {}) => {
  const given = open ?? sources();
  const response = await boardApp(() => given).request(`http://localhost:3000${path}`, { headers: { host } });
  return { status: response.status, body: await response.json(), headers: response.headers };
};

const ready = [{ ...aFinishedOrder(1), deliveries: 1 }];

describe("the board", () => {
  test.each([
    ["/api/queues", depths],
    ["/api/ready", ready],
    ["/api/inbox", [mail]],
    ["/api/subscriptions", []],
    ["/api/state", { target: "local", engine: "answering", changesAllowed: true }],
  ])("tells under %s", async (path, body) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("tells everything at once, and where to order", async () => {
    expect(await ask("/api")).toMatchObject({
      status: 200,
      body: {
        orders: "POST http://localhost:3000/orders",
        queues: depths,
        ready,
        inbox: [mail],
        all: ["queues", "ready", "inbox", "subscriptions", "state", "stream"].map(
          (path) => `http://localhost:3000/api/${path}`,
        ),
      },
    });
  });

  test.each(["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000"])("answers to the name %s", async (host) => {
    expect((await ask("/api/queues", { host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example:3000",
    "127.0.0.1.evil.example",
    "192.168.0.1",
    "evil.example#localhost",
    "localhost@evil.example",
    "",
  ])("does not answer to the name %p", async (host) => {
    for (const path of ["/", "/api", "/api/inbox", "/api/stream", "/page/app.js", "/orders"]) {
      expect(await ask(path, { host })).toMatchObject({
        status: 403,
        body: { error: "this shop serves its own machine only: ask for it as localhost" },
      });
    }
  });

  test.each(["/api", "/api/queues", "/api/stream", "/orders"])(
    "asks for a moment of patience at %s until the shop is open",
    async (path) => {
      const response = await boardApp(() => undefined).request(`http://localhost${path}`, {
        headers: { host: "localhost" },
      });
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    },
  );

  test("says when there is nothing", async () => {
    expect(await ask("/api/nothing")).toMatchObject({
      status: 404,
      body: { error: "nothing here: /api/nothing (try / or /api)" },
    });
  });

  test("says when the engine does not answer", async () => {
    const open = sources({ queues: () => Promise.reject(new Error("connect ECONNREFUSED")) });
    expect(await ask("/api/queues", { open })).toMatchObject({
      status: 503,
      body: { error: "the engine does not answer: connect ECONNREFUSED" },
    });
  });
});
