import uPlot from "/vendor/uplot.js";
import { DEPTH_WINDOW_MS } from "./shop.js";

/** Words of marks that stand close together go on separate lines. */
const LINES = 3;
const LINE_PX = 16;
const GAP_PX = 6;

/** Draws what happened onto an uPlot chart: a dashed line at its moment, and its words beside it. */
const drawMarks = ({ ctx, bbox, valToPos }, marks, colour, font) => {
  const scale = devicePixelRatio;
  const gap = GAP_PX * scale;
  const line = LINE_PX * scale;
  const right = bbox.left + bbox.width;
  const placed = marks
    .map(({ at, text }) => ({ x: valToPos(at / 1_000, "x", true), text }))
    .filter(({ x }) => x >= bbox.left);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([4 * scale, 4 * scale]);
  ctx.font = font.replace(/\d+/, (size) => size * scale);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  for (const { x } of placed) {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  // Where the words on each line begin so far: the newest have the first choice.
  const begins = Array(LINES).fill(right);
  for (const { x, text } of placed.reverse()) {
    const width = ctx.measureText(text).width + gap;
    const left = x + gap + width > right ? x - width : x + gap;
    const free = begins.findIndex((begin) => left + width <= begin);
    if (free < 0) continue;
    begins[free] = left;
    ctx.clearRect(left, bbox.top + free * line, width - gap, line);
    ctx.fillText(text, left, bbox.top + free * line);
  }
  ctx.restore();
};

const FONT = "12px system-ui, sans-serif";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const timeOfDay = (seconds) => new Date(seconds * 1_000).toLocaleTimeString("en-GB");

/** @returns {any} */
const options = (size, marks) => {
  const axis = { stroke: colour("--soft-ink"), font: FONT, ticks: { show: false } };
  const series = { points: { show: false } };
  return {
    ...size,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: (_plot, _min, max) => [(max ?? 0) - DEPTH_WINDOW_MS / 1_000, max ?? 0] },
      y: { range: (_plot, _min, max) => [0, Math.max(10, max * 1.6)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 30, space: 90, values: (_plot, ticks) => ticks.map(timeOfDay) },
      { ...axis, grid: { stroke: colour("--line"), width: 1 }, size: 48, space: 44 },
    ],
    series: [
      {},
      { ...series, stroke: colour("--waiting"), width: 3, fill: colour("--waiting-wash") },
      { ...series, stroke: colour("--accent"), width: 2, dash: [5, 4] },
    ],
    hooks: { draw: [(plot) => drawMarks(plot, marks(), colour("--alarm"), FONT)] },
  };
};

/** The chart of orders waiting and in flight, drawn anew when the colours of the system change. */
export const depthChart = (box) => {
  let [marks, data] = /** @type {any} */ ([[], [[], [], []]]);
  const size = () => ({ width: box.clientWidth, height: box.clientHeight });
  const allOptions = () => options(size(), () => marks);
  let plot = new uPlot(allOptions(), data, box);
  const redraw = () => {
    plot.destroy();
    plot = new uPlot(allOptions(), data, box);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", redraw);
  const observer = new ResizeObserver(() => plot.setSize(size()));
  observer.observe(box);
  return {
    show(/** @type {BoardState} */ { depth, marks: happened }) {
      marks = happened;
      data = [
        depth.map(([at]) => at / 1_000),
        depth.map(([, waiting]) => waiting),
        depth.map(([, , inHand]) => inHand),
      ];
      plot.setData(data);
    },
    remove() {
      observer.disconnect();
      dark.removeEventListener("change", redraw);
      plot.destroy();
    },
  };
};
