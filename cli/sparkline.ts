const BARS = "▁▂▃▄▅▆▇█";

export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Draws values over time in one line of text: each character is the highest value of its slice of time, so that no peak
 * is lost. A slice without a value repeats the one before.
 *
 * @param points in the sequence of time
 * @param width in characters; there are never more of them than points
 */
export const sparkline = (points: readonly Point[], width: number): string => {
  const slices = sliced(points, Math.min(width, points.length));
  const most = Math.max(0, ...slices);
  return slices.map((value) => BARS[most === 0 ? 0 : Math.round((value / most) * (BARS.length - 1))] ?? "").join("");
};

/** Marks a span of time under a sparkline of the same points and width: `└──┘`. */
export const spanMark = (points: readonly Point[], width: number, from: number, until: number): string => {
  const slices = Math.min(width, points.length);
  const first = sliceOf(points, slices, from);
  const length = Math.max(2, sliceOf(points, slices, until) - first + 1);
  return `${" ".repeat(first)}└${"─".repeat(length - 2)}┘`;
};

const sliced = (points: readonly Point[], slices: number): number[] => {
  const highest: number[] = [];
  for (const { at, value } of points) {
    const slice = sliceOf(points, slices, at);
    highest[slice] = Math.max(highest[slice] ?? 0, value);
  }
  let last = 0;
  return Array.from(highest, (value: number | undefined) => {
    last = value ?? last;
    return last;
  });
};

const sliceOf = (points: readonly Point[], slices: number, at: number): number => {
  const begin = points[0]?.at ?? 0;
  const length = (points.at(-1)?.at ?? 0) - begin;
  if (length <= 0) return 0;
  return Math.min(slices - 1, Math.max(0, Math.floor(((at - begin) / length) * slices)));
};
