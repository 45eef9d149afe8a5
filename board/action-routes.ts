import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parseJson } from "../lambda/messaging/parse";
import { explainError, ShopError } from "../operations/shop-error";
import { type Action, ActionRefused, NotDeployed } from "./actions/action";
import { barista, tightBarista } from "./actions/baristas";
import { abandon, badOrder, twice } from "./actions/fault-injection";
import { publish, subscribe, unsubscribe } from "./actions/newsletters";
import { placeOrder, startRush, tightRush } from "./actions/orders";
import { peek, purge, redrive } from "./actions/queues";
import type { BoardVariables } from "./board-sources";

/** Instead of what was broken off for that. */
export const SHOP_IS_CLOSING = "the shop is closing";

/** All that can be done to the shop from the page, by the name in the address. */
const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    "place-order": placeOrder,
    rush: startRush,
    "bad-order": badOrder,
    twice,
    "walk-off": abandon,
    barista,
    peek,
    redrive,
    purge,
    publish,
    subscribe,
    unsubscribe,
    "tight-rush": tightRush,
    "tight-barista": tightBarista,
  }),
);

/** An issue of 16 KiB fits, escaped however it may be. */
const MAX_BODY_BYTES = 64 * 1024;

export const actionRoutes = (): Hono<BoardVariables> => {
  const routes = new Hono<BoardVariables>();
  routes.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) =>
        c.json({ error: `the body is longer than ${MAX_BODY_BYTES} bytes` }, 413, { connection: "close" }),
    }),
  );
  routes.post("/:name", async (c) => {
    const name = c.req.param("name");
    const action = ACTIONS.get(name);
    if (action === undefined) {
      return c.json({ error: `there is no such action (try one of: ${[...ACTIONS.keys()].join(", ")})` }, 404);
    }
    if (!isJson(c.req.header("content-type"))) {
      return c.json({ error: "send JSON, with content-type: application/json" }, 415);
    }
    const { floor, actionContext } = c.get("open");
    if (!floor.feed.now.changesAllowed) {
      return c.json({ error: "this board is read only: start it with --allow-changes to change anything" }, 403);
    }
    const body = parseJson(await c.req.text());
    if (!body.ok) return c.json({ error: "the body is not JSON", faults: body.faults }, 400);
    try {
      return c.json(await action(body.value, actionContext));
    } catch (error) {
      return actionContext.signal.aborted ? c.json({ error: SHOP_IS_CLOSING }, 503) : problem(c, error);
    }
  });
  routes.all("/:name", (c) => c.json({ error: "actions are POSTed" }, 405, { allow: "POST" }));
  return routes;
};

const isJson = (contentType = ""): boolean => /^application\/json\s*(;|$)/i.test(contentType.trim());

const problem = (c: Context<BoardVariables>, error: unknown): Response => {
  if (error instanceof ActionRefused) return c.json({ error: error.message, faults: error.faults }, 400);
  if (error instanceof NotDeployed) return c.json({ error: error.message }, 404);
  const { target } = c.get("open").floor.feed.now;
  return c.json({ error: explainError(error, target) }, error instanceof ShopError ? 502 : 503);
};
