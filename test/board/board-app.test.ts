import { join } from "node:path";
import { boardApp } from "../../board/board-app";
import type { BoardSources } from "../../board/board-sources";
import { PickupBoard } from "../../board/pickup-board";
import { aFinishedOrder } from "../lambda/support/orders";
import { words } from "../lambda/support/words";
import { eachTestHasAFolder } from "../support/folder";
import { aBoard, aFloor, closedShop, countedShop } from "./support/a-board";

const folder = eachTestHasAFolder();
const HERE = "http://localhost:3000";

const depths = [{ name: "orders", waiting: 2, inHand: 1, delayed: 0, oldestAgeSeconds: 7 }] as const;
const sms = { customer: "1", protocol: "sms", newsletter: "coupons", subject: null } as const;
const mail = { ...sms, text: "Half price", receivedAt: "2026-11-22T08:00:00.000Z" };

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

  test.each([
    ["a".repeat(150), { alphabet: "GSM 03.38", limit: 160, units: 156, isCut: false }],
    ["a".repeat(155), { alphabet: "GSM 03.38", limit: 160, units: 160, isCut: true }],
    ["“Beans”…", { text: 'News: "Beans"...', units: 16, isCut: false }],
    ["咖".repeat(97), { alphabet: "UCS-2", limit: 70, units: 70, isCut: true }],
  ])("tells what becomes of %s as an SMS", async (text, sms) => {
    expect(await ask(`/api/sms?${new URLSearchParams({ subject: "News", text })}`)).toMatchObject({ body: sms });
  });

  test("tells everything at once, and where to order", async () => {
    const parts = ["queues", "ready", "inbox", "subscriptions", "state", "stream"];
    const all = parts.map((path) => `http://localhost:3000/api/${path}`);
    const body = { orders: "POST http://localhost:3000/orders", queues: depths, ready, inbox: [mail], all };
    expect(await ask("/api")).toMatchObject({ status: 200, body });
  });

  test.each(["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000"])("answers to the name %s", async (host) => {
    expect((await ask("/api/queues", { host })).status).toBe(200);
  });

  const STRANGE = words(
    "evil.example localhost.evil.example:3000 127.0.0.1.evil.example 192.168.0.1 evil.example#localhost localhost@evil.example",
  );

  test.each([...STRANGE, ""])("does not answer to the name %p", async (host) => {
    const body = { error: "this shop serves its own machine only: ask for it as localhost" };
    for (const path of ["/", "/api", "/api/inbox", "/api/stream", "/page/app.js", "/orders"]) {
      expect(await ask(path, { host })).toMatchObject({ status: 403, body });
    }
  });

  const UNTIL_OPEN = "asks for a moment of patience at %s until the shop is open";
  test.each(["/api", "/api/queues", "/api/stream", "/orders"])(UNTIL_OPEN, async (path) => {
    const closed = boardApp(() => undefined);
    const { status, headers } = await request(path, {}, {}, closed);
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
  });

  test("says when there is nothing", async () => {
    const body = { error: "nothing here: /api/nothing (try / or /api)" };
    expect(await ask("/api/nothing")).toMatchObject({ status: 404, body });
  });

  test.each([
    ["the engine", closedShop()],
    ["AWS", countedShop().shop],
  ])("says when %s does not answer", async (who, shop) => {
    const queues = () => Promise.reject(new Error("connect ECONNREFUSED"));
    const open = sources({ queues, floor: aFloor({ shop }) });
    const body = { error: `${who} does not answer: connect ECONNREFUSED` };
    expect(await ask("/api/queues", { open })).toMatchObject({ status: 503, body });
  });
});

test("says that the shop closes, not what was broken off for that", async () => {
  const closes = { ...aBoard().actionContext, signal: AbortSignal.abort() };
  const queues = () => Promise.reject(Object.assign(new Error("aborted"), { name: "AbortError" }));
  const open = sources({ queues, actionContext: closes });
  const app = boardApp(() => open);
  const body = { error: "the shop is closing" };
  expect(await ask("/api/queues", { open })).toMatchObject({ status: 503, body });
  const barista = await act("barista", '{"to":"back"}', {}, app);
  expect([barista.status, await barista.json()]).toEqual([503, body]);
});

const board = boardApp(() => aBoard());

const request = (path: string, headers: Record<string, string>, init: RequestInit = {}, app = board) =>
  app.request(`${HERE}${path}`, { ...init, headers: { host: "localhost:3000", ...headers } });

const act = (name: string, body: string, headers: Record<string, string> = {}, app = board) =>
  request(`/api/actions/${name}`, { "content-type": "application/json", ...headers }, { method: "POST", body }, app);

test.each([
  ["application/json", 400, { path: "body", message: "is not UTF-8" }],
  ["text/plain", 415, { path: "content-type", message: "must be application/json, not text/plain" }],
])("bytes that are no UTF-8, sent as %s, get the answer of the cashier on AWS", async (type, status, fault) => {
  const body = Buffer.from('{"drink":"latte","pickupName":"Zoë"}', "latin1");
  const answer = await request("/orders", { "content-type": type }, { method: "POST", body });
  expect([answer.status, await answer.json()]).toEqual([status, { error: "the order was not taken", faults: [fault] }]);
});

const MOTLEY = [
  { origin: "https://evil.example" },
  { origin: "http://localhost:8080" },
  { origin: "http://127.0.0.1:3000" },
  { origin: "https://localhost:3000" },
  { origin: "http://localhost:3000.evil.example" },
  { origin: "null" },
  { origin: "" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
];

describe("requests that another page makes", () => {
  test.each(MOTLEY)("are refused: %j", async (headers) => {
    const paths = ["/api", "/api/stream", "/api/state", "/page/app.js", "/orders"];
    for (const path of paths) expect((await request(path, headers)).status).toBe(403);
    for (const body of ["{}", ""]) expect((await act("barista", body, headers)).status).toBe(403);
    expect((await request("/orders", headers, { method: "POST", body: "{}" })).status).toBe(403);
    expect((await request("/api/actions/barista", headers, { method: "OPTIONS" })).status).toBe(403);
  });

  test("are not allowed by a preflight either", async () => {
    const preflight = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const response = await request("/api/actions/rush", preflight, { method: "OPTIONS" });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("may be a link that somebody follows to the front page, and nowhere else", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await request("/", link)).status).not.toBe(403);
    expect((await request("/api", link)).status).toBe(403);
    expect((await request("/", { ...link, origin: "https://evil.example" }, { method: "POST" })).status).toBe(403);
    expect((await request("/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status).toBe(403);
  });
});

test.each([
  { origin: HERE },
  { origin: HERE, "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none" },
  {},
])("requests of the board's own page, its user and programs are taken: %j", async (headers) => {
  expect((await request("/api/state", headers)).status).toBe(200);
  expect((await act("barista", "{}", headers)).status).toBe(400);
});

describe("actions", () => {
  test("are told from one another by name, and an unknown one is answered with the known", async () => {
    const response = await act("make-tea", "{}");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(/^there is no such action \(try one of: place-order, rush, bad-order, /),
    });
    for (const name of ["constructor", "__proto__", "toString", "%2e%2e"])
      expect((await act(name, "{}")).status).toBe(404);
  });

  const NO_JSON = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""];
  test.each(NO_JSON)("take JSON only, not %p", async (type) => {
    expect((await act("barista", '{"to":"away"}', { "content-type": type })).status).toBe(415);
  });

  test.each(["application/json", "Application/JSON; charset=utf-8"])("take %s", async (type) => {
    expect((await act("barista", "{}", { "content-type": type })).status).toBe(400);
  });

  test("take a body of 64 KiB and not one byte more, however it is sent", async () => {
    const body = (bytes: number) => JSON.stringify({ to: "x".repeat(bytes - 9) });
    expect((await act("barista", body(65_536))).status).toBe(400);
    const tooLong = await act("barista", body(65_537));
    expect([tooLong.status, await tooLong.json()]).toEqual([413, { error: "the body is longer than 65536 bytes" }]);
    const stream = { method: "POST", body: new Blob([body(1_000_000)]).stream(), duplex: "half" } as RequestInit;
    const pieces = await request("/api/actions/barista", { "content-type": "application/json" }, stream);
    expect(pieces.status).toBe(413);
  });

  test.each([
    ["", "is not JSON: it is empty"],
    ["to=away", 'is not JSON: found "o" at line 1, column 2'],
    ['{"to": // home\n"away"}', "is not JSON: a comment at line 1, column 8, which JSON does not have"],
    ['\ufeff{"to":"home"}', "must be one of away, back, not home"],
    ["[]", "must be an object"],
    ["null", "must be an object"],
    ['{"to":"home"}', "must be one of away, back, not home"],
    ["{}", "is missing from"],
    ['{"to":"away","too":1}', "is not known: did you mean to?"],
  ])("say what is wrong with %p", async (body, message) => {
    const response = await act("barista", body);
    const faults = [{ path: expect.any(String), message: expect.stringContaining(message) }];
    expect([response.status, await response.json()]).toEqual([400, { error: expect.any(String), faults }]);
  });

  test("are POSTed", async () => {
    const response = await request("/api/actions/barista", {});
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("are refused by a board that is read only, whatever they are", async () => {
    const readOnly = boardApp(() => aBoard({ floor: aFloor({ changesAllowed: false }) }));
    const error = "this board is read only: start it with --allow-changes to change anything";
    for (const name of ["place-order", "peek", "purge", "barista"]) {
      const response = await act(name, "{}", {}, readOnly);
      expect([response.status, await response.json()]).toEqual([403, { error }]);
    }
  });
});

describe("every answer", () => {
  const PATHS = ["/", "/api", "/api/nothing", "/vendor/preact.js", "/orders"];
  test.each(PATHS)("keeps the browser from doing more with it: %s", async (path) => {
    const { headers } = await request(path, {});
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": expect.stringMatching(/^default-src 'self';.*frame-ancestors 'none'$/),
    });
    expect(headers.get("content-security-policy")).not.toMatch(/https?:|unsafe-eval|script-src|\*/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("is without the means to sign requests: the state and the overview name no credentials", async () => {
    const told = await Promise.all(["/api", "/api/state"].map(async (path) => (await request(path, {})).text()));
    expect(told.join()).not.toMatch(/secretAccessKey|accessKeyId|sessionToken|AKIA|ASIA|"local","secret/i);
  });
});
