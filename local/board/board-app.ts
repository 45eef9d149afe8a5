import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { QueueDepth } from "../../cli/desk/queue-depths";
import type { InboxMessage } from "../post-office/inbox";
import { isHostHere } from "./is-host-here";
import type { ReadyOrder } from "./pickup-board";
import { askCashier } from "./proxy-to-cashier";

/** What the board shows and where it sends orders, once the shop is open. */
export interface BoardSources {
  queues(): Promise<readonly QueueDepth[]>;
  ready(): readonly ReadyOrder[];
  inbox(): readonly InboxMessage[];
  /** The cashier's function URL, with a slash at its end. */
  readonly cashierUrl: string;
}

/** What a function URL takes at most. */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

/** Orders and messages on the front page; all of them are under /api. */
const SHOWN = 20;

/**
 * The order board over HTTP, for browsers and programs on this machine.
 *
 * Requests that name another host are turned away: a page of the web whose name was made to lead here must not read or
 * order anything.
 *
 * @param sources undefined until the shop is open
 */
export const boardApp = (sources: () => BoardSources | undefined): Hono<{ Variables: { open: BoardSources } }> => {
  const app = new Hono<{ Variables: { open: BoardSources } }>();

  app.use(async (c, next) => {
    if (!isHostHere(c.req.header("host"))) {
      return c.json({ error: "this shop serves its own machine only: ask for it as localhost" }, 403);
    }
    const open = sources();
    if (open === undefined) return c.json({ error: "the shop is not open yet" }, 503, { "retry-after": "1" });
    c.set("open", open);
    await next();
    return undefined;
  });

  app.use(
    "/orders/*",
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => {
        const fault = { path: "body", message: `is longer than ${MAX_BODY_BYTES} bytes` };
        return c.json({ error: "the order was not taken", faults: [fault] }, 413, { connection: "close" });
      },
    }),
  );
  app.all("/orders", (c) => askCashier(c.get("open").cashierUrl, c.req.raw));
  app.all("/orders/", (c) => askCashier(c.get("open").cashierUrl, c.req.raw));

  app.use("/api/*", async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  app.get("/", async (c) => {
    const { origin } = new URL(c.req.url);
    const { queues, ready, inbox } = c.get("open");
    return c.json({
      orders: `POST ${origin}/orders`,
      queues: await queues(),
      ready: ready().slice(0, SHOWN),
      inbox: inbox().slice(-SHOWN),
      all: ["/api/queues", "/api/ready", "/api/inbox"].map((path) => `${origin}${path}`),
    });
  });
  app.get("/api/queues", async (c) => c.json(await c.get("open").queues()));
  app.get("/api/ready", (c) => c.json(c.get("open").ready()));
  app.get("/api/inbox", (c) => c.json(c.get("open").inbox()));

  app.notFound((c) => c.json({ error: `nothing here: ${c.req.path} (try / or /api/queues)` }, 404));
  app.onError((error, c) => c.json({ error: `the engine does not answer: ${error.message}` }, 503));
  return app;
};
