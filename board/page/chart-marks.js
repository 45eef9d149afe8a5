/** Words of marks that stand close together go on separate lines. */
const LINES = 3;
const LINE_PX = 16;
const GAP_PX = 6;

/** Draws what happened onto an uPlot chart: a dashed line at its moment, and its words beside it. */
export const drawMarks = ({ ctx, bbox, valToPos }, marks, colour, font) => {
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
