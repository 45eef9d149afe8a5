import { html, useEffect, useRef, useState } from "/vendor/preact.js";
import { Panel } from "./panel.js";
import { useShop } from "./shop.js";

const chartWords = (/** @type {BoardState} */ { depth, marks, orders }) => {
  const most = Math.max(...depth.map(([, waiting]) => waiting), 0);
  const happened = marks.map(({ text }) => text).join(", ");
  return `Orders waiting: ${orders.waiting} now, ${most} at most. ${happened}`;
};

/** uPlot wants a valid language; Chromium has none under the locale POSIX. */
const giveLanguage = () => {
  if (!/^[\w-]+$/.test(navigator.language)) Object.defineProperty(navigator, "language", { value: "en" });
};

const legend = html`<p class="legend" aria-hidden="true"><span class="swatch" /> waiting <span class="swatch in-flight" /> in flight</p>`;

export const DepthOverTime = () => {
  const { state } = useShop();
  const box = useRef();
  const chart = useRef();
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    giveLanguage();
    // The heaviest part of the page: the rest does not wait for it.
    import("./depth-chart.js").then(setLoaded, () => box.current?.append("The chart cannot be loaded."));
  }, []);
  useEffect(() => {
    chart.current = loaded.depthChart?.(box.current);
    return () => chart.current?.remove();
  }, [loaded]);
  useEffect(() => void (state && chart.current?.show(state)), [loaded, state?.depth, state?.marks]);
  return html`
    <${Panel} title="Depth over time" sub="last five minutes" kind="depth" aside=${legend}>
      <div class="chart" ref=${box} role="img" aria-label=${state ? chartWords(state) : "Nothing yet"} />
    <//>
  `;
};
