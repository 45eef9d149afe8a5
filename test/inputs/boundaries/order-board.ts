import { boardApp } from "../../../board/board-app";
import { aBoard } from "../../board/support/a-board";
import { words } from "../../lambda/support/words";
import { NO_JSON, NO_NUMBER, NO_OBJECT, NO_TEXT, named, prefixed, spoilt } from "../bad-values";
import { type Boundary, casesOf } from "../boundary";
import { asRequests, type BadRequest, refusalIn } from "../http";

/** Asks a board with nobody behind it: what is let in fails on its way to the shop. */
const ask = async ({ path = "/api/queues", method = "GET", headers = {}, body }: BadRequest): Promise<string> => {
  const sent = { host: "localhost:3000", ...(method === "POST" && { "content-type": "application/json" }), ...headers };
  const given = Object.entries(sent).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  const response = await boardApp(() => aBoard()).request(`http://localhost:3000${path}`, {
    method,
    headers: given,
    ...(body && { body }),
  });
  return refusalIn({ status: response.status, body: await response.text() });
};

const FOREIGN = [
  ...words(`
    example.com localhost.example.com 127.0.0.1.nip.io localhost@example.com example.com:3000
    192.168.1.4:3000 localhost:3000:80 localhost/.. [::2]:3000
  `),
  "",
];
const ORIGINS = words(`
    http://example.com https://localhost:3000 http://localhost:3001 http://localhost http://127.0.0.1:3000
    null file://
  `);
const NOWHERE = words(`
    /nonsense /api/secrets /api/actions /%2e%2e/package.json /page/../board-app.ts
    /page/%2e%2e%2fboard-app.ts /vendor/ /orders/7 //example.com /api/queues/
  `);
const ORDERS = [...NO_NUMBER, 0, -1, 1.5, 10_001, 1e308];
const TO = [...NO_TEXT, "", "left", "Away"];
const NEWSLETTERS = [...NO_TEXT, "", "gossip"];
const PROTOCOLS = [...NO_TEXT, "", "fax", "sqs"];
const FLAGS = [null, "yes", 1];

/** Inputs of the page that are none, by the action and then by name. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  "place-order": { drink: NO_TEXT, pickupName: NO_TEXT, quantity: NO_NUMBER, notify: [null, "+15550142", {}] },
  rush: { orders: ORDERS },
  barista: { to: TO },
  peek: { queue: [...NO_TEXT, "", "pickupBoard", "secrets"], acceptReceive: FLAGS },
  redrive: { dryRun: FLAGS, match: NO_TEXT },
  purge: { queue: [...NO_TEXT, "", "secrets"], confirm: [...NO_TEXT, "", "orders"] },
  subscribe: { newsletter: NEWSLETTERS, protocol: PROTOCOLS, endpoint: NO_TEXT, resend: FLAGS },
  unsubscribe: { newsletter: NEWSLETTERS, protocol: PROTOCOLS, endpoint: NO_TEXT },
  "tight-rush": { orders: [...NO_NUMBER, 0, 501] },
  "tight-barista": { to: TO },
};
const GOOD: Readonly<Record<string, object>> = {
  "place-order": { drink: "latte", pickupName: "Ada" },
  peek: { queue: "orders" },
  redrive: { dryRun: true },
  purge: { queue: "ordersDeadLetter", confirm: "ordersDeadLetter" },
  subscribe: { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" },
  unsubscribe: { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com" },
};

const action = (name: string): BadRequest => ({ method: "POST", path: `/api/actions/${name}` });
const acting = (name: string, bodies: Readonly<Record<string, unknown>>) =>
  prefixed(name, asRequests(bodies, action(name)));

const requests: Readonly<Record<string, BadRequest>> = {
  ...named("for the host", FOREIGN, (host) => ({ headers: { host } })),
  ...named("from a page at", ORIGINS, (origin) => ({ headers: { origin } })),
  ...named("from a page that the browser calls", ["cross-site", "same-site"], (site) => ({
    headers: { "sec-fetch-site": site },
  })),
  ...named("at", NOWHERE, (path) => ({ path })),
  ...named("with the method", ["POST", "PUT", "DELETE", "PATCH"], (method) => ({ method })),
  ...named("the action", ["nonsense", "__proto__", "constructor", "Rush"], action),
  ...named("an action by", ["GET", "PUT", "DELETE"], (method) => ({ method, path: "/api/actions/rush" })),
  ...named("an action in", ["text/plain", "application/x-www-form-urlencoded", "x, application/json"], (type) => ({
    ...action("rush"),
    headers: { "content-type": type },
    body: Buffer.from('{"orders":1}'),
  })),
  ...acting("rush", { ...NO_JSON, ...NO_OBJECT, "64 KiB and a byte": " ".repeat(64 * 1024 + 1) }),
  ...Object.assign({}, ...Object.entries(INPUTS).map(([name, bad]) => acting(name, spoilt(GOOD[name] ?? {}, bad)))),
};

export const orderBoard: Boundary = {
  good: () => ask({}),
  name: "the order board, over HTTP",
  cases: casesOf(requests, ask),
};
