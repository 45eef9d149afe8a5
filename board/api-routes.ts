import { Hono } from "hono";
import { withoutEndpoint } from "../operations/subscriptions";
import { actionRoutes } from "./action-routes";
import type { BoardVariables } from "./board-sources";
import { streamRoute } from "./stream-route";

/** Orders and messages in the overview; all of them have an address of their own. */
const SHOWN = 20;

/** What programs, and the page, ask the board for. */
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
  routes.get("/state", (c) => c.json(c.get("open").floor.feed.now));
  routes.get("/stream", streamRoute(stallMs));
  routes.route("/actions", actionRoutes());
  return routes;
};
