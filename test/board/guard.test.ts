import { boardApp } from "../../board/board-app";
import { aBoard, aFloor } from "./support/a-board";

const app = boardApp(() => aBoard());
const HERE = "http://localhost:3000";

const ask = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  app.request(`${HERE}${path}`, { ...init, headers: { host: "localhost:3000", ...headers } });

const act = (name: string, body: string, headers: Record<string, string> = {}) =>
  ask(`/api/actions/${name}`, { "content-type": "application/json", ...headers }, { method: "POST", body });

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
    for (const path of paths) expect((await ask(path, headers)).status).toBe(403);
    for (const body of ["{}", ""]) expect((await act("barista", body, headers)).status).toBe(403);
    expect((await ask("/orders", headers, { method: "POST", body: "{}" })).status).toBe(403);
    expect((await ask("/api/actions/barista", headers, { method: "OPTIONS" })).status).toBe(403);
  });

  test("are not allowed by a preflight either", async () => {
    const response = await ask(
      "/api/actions/rush",
      { origin: "https://evil.example", "access-control-request-method": "POST" },
      { method: "OPTIONS" },
    );
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("may be a link that somebody follows to the front page, and nowhere else", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await ask("/", link)).status).not.toBe(403);
    expect((await ask("/api", link)).status).toBe(403);
    expect((await ask("/", { ...link, origin: "https://evil.example" }, { method: "POST" })).status).toBe(403);
    expect((await ask("/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status).toBe(403);
  });
});

describe("requests of the board's own page, its user and programs", () => {
  test.each([
    { origin: HERE },
    { origin: HERE, "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
    {},
  ])("are taken: %j", async (headers) => {
    expect((await ask("/api/state", headers)).status).toBe(200);
    expect((await act("barista", "{}", headers)).status).toBe(400);
  });
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

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""])(
    "take JSON only, not %p",
    async (type) => {
      expect((await act("barista", '{"to":"away"}', { "content-type": type })).status).toBe(415);
    },
  );

  test.each(["application/json", "Application/JSON; charset=utf-8"])("take %s", async (type) => {
    expect((await act("barista", "{}", { "content-type": type })).status).toBe(400);
  });

  test("take a body of 64 KiB and not one byte more, however it is sent", async () => {
    const body = (bytes: number) => JSON.stringify({ to: "x".repeat(bytes - 9) });
    expect((await act("barista", body(65_536))).status).toBe(400);
    const tooLong = await act("barista", body(65_537));
    expect([tooLong.status, await tooLong.json()]).toEqual([413, { error: "the body is longer than 65536 bytes" }]);
    const stream = new Blob([body(1_000_000)]).stream();
    const pieces = await app.request(`${HERE}/api/actions/barista`, {
      method: "POST",
      headers: { host: "localhost:3000", "content-type": "application/json" },
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect(pieces.status).toBe(413);
  });

  test.each([
    ["", "is not JSON"],
    ["to=away", "is not JSON"],
    ["[]", "must be an object"],
    ["null", "must be an object"],
    ['{"to":"home"}', "must be one of away, back, not home"],
    ["{}", "is missing from"],
  ])("say what is wrong with %p", async (body, message) => {
    const response = await act("barista", body);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.any(String), faults: [{ path: expect.any(String), message: expect.stringContaining(message) }] },
    ]);
  });

  test("are POSTed", async () => {
    const response = await ask("/api/actions/barista", {});
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("are refused by a board that is read only, whatever they are", async () => {
    const floor = aFloor({ changesAllowed: false });
    const readOnly = boardApp(() => aBoard({ floor }));
    for (const name of ["place-order", "peek", "purge", "barista"]) {
      const response = await readOnly.request(`${HERE}/api/actions/${name}`, {
        method: "POST",
        headers: { host: "localhost:3000", "content-type": "application/json" },
        body: "{}",
      });
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: "this board is read only: start it with --allow-changes to change anything" },
      ]);
    }
  });
});

describe("every answer", () => {
  test.each(["/", "/api", "/api/nothing", "/vendor/preact.js", "/orders"])(
    "keeps the browser from doing more with it: %s",
    async (path) => {
      const { headers } = await ask(path, {});
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": expect.stringMatching(/^default-src 'self';.*frame-ancestors 'none'$/),
      });
      expect(headers.get("content-security-policy")).not.toMatch(/https?:|unsafe-eval|script-src|\*/);
      expect(headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  test("is without the means to sign requests: the state and the overview name no credentials", async () => {
    const told = await Promise.all(["/api", "/api/state"].map(async (path) => (await ask(path, {})).text()));
    expect(told.join()).not.toMatch(/secretAccessKey|accessKeyId|sessionToken|AKIA|ASIA|"local","secret/i);
  });
});
