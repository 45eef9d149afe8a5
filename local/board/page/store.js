import { withChange } from "./board-state.js";

const AGAIN_MS = 1_000;

/**
 * Follows the shop through the board's stream and tells the listener, at most once a frame. Browsers resume a stream that
 * breaks; one that is refused, since the shop is not open yet, is asked for again here.
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

  const open = () => {
    const stream = new EventSource("/api/stream");
    const live = (state) => show({ state, connection: "live" });
    stream.addEventListener("snapshot", ({ data }) => live(JSON.parse(data)));
    stream.addEventListener("change", ({ data }) => view.state && live(withChange(view.state, JSON.parse(data))));
    stream.addEventListener("open", () => view.state && live(view.state));
    stream.addEventListener("error", () => {
      const isRefused = stream.readyState === EventSource.CLOSED;
      show({ connection: isRefused ? "opening" : view.state ? "lost" : "connecting" });
      if (isRefused) setTimeout(open, AGAIN_MS);
    });
  };
  open();
};
