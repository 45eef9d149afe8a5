import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { explainError } from "../operations/shop-error";
import { SHOP_IS_CLOSING } from "./action-routes";
import { apiRoutes } from "./api-routes";
import type { BoardSources, BoardVariables } from "./board-sources";
import { countedAnswer } from "./floor/cashier-figures";
import { checkHostAndOrigin, securityHeaders } from "./guard";
import { pageFiles } from "./page-files";
import { askCashier } from "./proxy-to-cashier";

/** What a function URL takes at most. */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

/** What only tests change. */
export interface BoardSettings {
  readonly file?: ReturnType<typeof pageFiles>;
  readonly stallMs?: number;
}

/**
 * The order board over HTTP, for browsers and programs on this machine: the page, what it is fed with, and a proxy to the
 * cashier.
 *
 * @param sources undefined until the shop is open; the page is served before that
 */
export const boardApp = (
  sources: () => BoardSources | undefined,
  { file = pageFiles(), stallMs }: BoardSettings = {},
): Hono<BoardVariables> => {
  const app = new Hono<BoardVariables>();
  app.use(securityHeaders);
  app.use(checkHostAndOrigin((path) => path === "/"));

  app.get("*", async (c, next) => {
    const found = await file(c.req.path);
    if (found === undefined) return next();
    return c.body(found.content, 200, { "content-type": found.type, "cache-control": "no-cache" });
  });

  app.use(async (c, next) => {
    const open = sources();
    if (open === undefined) return c.json({ error: "the shop is not open yet" }, 503, { "retry-after": "1" });
    c.set("open", open);
    return next();
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
  app.on(METHODS, ["/orders", "/orders/"], async (c, next) => {
    const { cashierUrl, floor } = c.get("open");
    if (cashierUrl === undefined) return next();
    const ask = () => askCashier(cashierUrl, c.req.raw);
    return c.req.method === "POST" ? countedAnswer(floor, ask) : ask();
  });

  app.route("/api", apiRoutes(stallMs));
  app.notFound((c) => c.json({ error: `nothing here: ${c.req.path} (try / or /api)` }, 404));
  app.onError((error, c) => {
    const open = sources();
    if (open?.actionContext.signal.aborted) return c.json({ error: SHOP_IS_CLOSING }, 503);
    const target = open?.floor.feed.now.target;
    const who = target === "aws" ? "AWS" : "the engine";
    return c.json({ error: `${who} does not answer: ${explainError(error, target)}` }, 503);
  });
  return app;
};

/** The cashier answers to all of them, if only to say that orders are POSTed. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
