import type { Context } from "hono";
import type { BoardVariables } from "./board-sources";
import { stateStream } from "./stream/state-stream";

/** A browser opens six connections to one place at most, so this many tabs are a program that went wild. */
const MOST_TABS = 100;

const HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" };

/** The state of the shop as it changes, for one tab. */
export const streamRoute =
  (stallMs?: number) =>
  (c: Context<BoardVariables>): Response => {
    const { floor, watchers } = c.get("open");
    if (watchers.present >= MOST_TABS) {
      return c.json({ error: `${MOST_TABS} tabs are open already: close some` }, 503, { "retry-after": "5" });
    }
    // Asked for the head alone, Hono would drop the stream unread: nobody would ever tell that this tab has gone.
    if (c.req.method === "HEAD") return c.body(null, 200, HEADERS);
    const onGone = watchers.come();
    const stream = stateStream(floor.feed, {
      seen: lastEventId(c.req.header("last-event-id")),
      onGone,
      onStall: () => c.env?.outgoing?.destroy(),
      ...(stallMs !== undefined && { stallMs }),
    });
    return c.body(stream, 200, HEADERS);
  };

const lastEventId = (given: string | undefined): number | undefined =>
  given !== undefined && /^\d{1,16}$/.test(given) ? Number(given) : undefined;
