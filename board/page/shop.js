import { createContext, useContext } from "/vendor/preact.js";

export const DEPTH_WINDOW_MS = 300_000;

/** The state after a change of the stream: new values by their key, and depths to add, as far back as the chart goes. */
export const withChange = (
  /** @type {BoardState} */ state,
  { depthAdded = /** @type {BoardState["depth"]} */ ([]), ...changed },
) => {
  const next = { ...state, ...changed };
  if (depthAdded.length === 0) return next;
  const from = (depthAdded.at(-1)?.[0] ?? 0) - DEPTH_WINDOW_MS;
  const last = next.depth.at(-1)?.[0] ?? 0;
  const kept = next.depth.filter(([at]) => at >= from);
  return { ...next, depth: [...kept, ...depthAdded.filter(([at]) => at > last)] };
};

const AGAIN_MS = 1_000;

/**
 * Follows the shop through the board's stream and tells the listener, at most once a frame. Browsers resume a stream that
 * breaks; one that is refused, since the shop is not open yet, is asked for again here. A hidden tab has none:
 * browsers open six to a host.
 */
export const followShop = (/** @type {(view: View) => void} */ listener) => {
  /** @type {View} */
  let view = { state: undefined, connection: "connecting" };
  let awaited = false;

  const show = (/** @type {Partial<View>} */ changed) => {
    view = { ...view, ...changed };
    if (awaited) return;
    awaited = true;
    requestAnimationFrame(() => {
      awaited = false;
      listener(view);
    });
  };

  let current;
  const open = () => {
    if (current || document.hidden) return;
    const stream = new EventSource("/api/stream");
    current = stream;
    const live = (state) => show({ state, connection: "live" });
    stream.addEventListener("snapshot", ({ data }) => live(JSON.parse(data)));
    stream.addEventListener("change", ({ data }) => view.state && live(withChange(view.state, JSON.parse(data))));
    stream.addEventListener("open", () => view.state && live(view.state));
    stream.addEventListener("error", () => {
      const isRefused = stream.readyState === EventSource.CLOSED;
      show({ connection: isRefused ? "opening" : view.state ? "lost" : "connecting" });
      if (!isRefused) return;
      current = undefined;
      setTimeout(open, AGAIN_MS);
    });
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return open();
    current?.close();
    current = undefined;
  });
  open();
};

const Context = createContext(undefined);

export const ShopProvider = Context.Provider;

/** @returns {ShopContext} */
export const useShop = () => useContext(Context);
