import { type Context, Hono } from "hono";
import { oneSms } from "../lambda/contacts/cut-to-fit";
import { asGsm, smsLength } from "../lambda/contacts/sms";
import { smsLine } from "../lambda/editor/write-issue";
import { withoutEndpoint } from "../operations/subscriptions";
import { actionRoutes } from "./action-routes";
import type { BoardVariables } from "./board-sources";
import { stateStream } from "./stream/state-stream";

/** Orders and messages in the overview; all of them have an address of their own. */
const SHOWN = 20;

export const apiRoutes = (stallMs?: number): Hono<BoardVariables> => {
  const routes = new Hono<BoardVariables>();
  routes.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  routes.get("/", async (c) => {
    const { origin } = new URL(c.req.url);
    const { queues, ready, inbox, cashierUrl } = c.get("open");
    return c.json({
      ...(cashierUrl !== undefined && { orders: `POST ${origin}/orders` }),
      queues: await queues(),
      ready: ready().slice(0, SHOWN),
      inbox: inbox().slice(-SHOWN),
      all: ["queues", "ready", "inbox", "subscriptions", "state", "stream"].map((path) => `${origin}/api/${path}`),
    });
  });
  routes.get("/queues", async (c) => c.json(await c.get("open").queues()));
  routes.get("/ready", (c) => c.json(c.get("open").ready()));
  routes.get("/inbox", (c) => c.json(c.get("open").inbox()));
  routes.get("/subscriptions", async (c) => c.json((await c.get("open").subscriptions()).map(withoutEndpoint)));
  routes.get("/sms", (c) => c.json(smsPreview(c.req.query("subject") ?? "", c.req.query("text") ?? "")));
  routes.get("/state", (c) => c.json(c.get("open").floor.feed.now));
  routes.get("/stream", streamRoute(stallMs));
  routes.route("/actions", actionRoutes());
  return routes;
};

/** What becomes of an issue as an SMS: its words, how many units of which alphabet they are, and whether some are left out. */
export const smsPreview = (subject: string, text: string) => {
  const line = smsLine({ subject, text });
  const sms = oneSms(line);
  return { text: sms, ...smsLength(sms), isCut: sms !== asGsm(line) };
};

const HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" };

const streamRoute =
  (stallMs?: number) =>
  (c: Context<BoardVariables>): Response => {
    const { floor, watchers } = c.get("open");
    // Asked for the head alone, Hono would drop the stream unread: nobody would ever tell that this tab has gone.
    if (c.req.method === "HEAD") return c.body(null, 200, HEADERS);
    const cutOff = () => c.env?.outgoing?.destroy();
    const stream = stateStream(floor.feed, {
      seen: lastEventId(c.req.header("last-event-id")),
      onGone: watchers.come(cutOff),
      onStall: cutOff,
      ...(stallMs !== undefined && { stallMs }),
    });
    return c.body(stream, 200, HEADERS);
  };

const lastEventId = (given: string | undefined): number | undefined =>
  given !== undefined && /^\d{1,16}$/.test(given) ? Number(given) : undefined;
