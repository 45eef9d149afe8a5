import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { DrillResult } from "../operations/drill/drill";
import { explainError, ShopError } from "../operations/shop-error";
import type { Point } from "./sparkline";

/** Better to know before the drill than after it. @throws ShopError when a picture cannot be written there */
export const expectWritable = async (file: string): Promise<void> => {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) throw new ShopError(`--svg ${file} is a folder: name a file`);
  await access(dirname(file), constants.W_OK).catch((error: unknown) => {
    throw new ShopError(`--svg ${file} cannot be written: ${explainError(error)}`);
  });
};

/** Draws the depth of the orders queue during a drill into a file. */
export const drawDrill = async (
  file: string,
  { orders, rate, away }: { readonly orders: number; readonly rate: number; readonly away: number },
  { account, depth, phases }: DrillResult,
): Promise<void> => {
  const [from, until] = [phases.get("away"), phases.get("back")];
  const picture = depthPicture({
    title: `While the barista was away: ${account.verdict}`,
    subtitle: `${orders} orders, ${rate} per second; the barista away for ${away} s`,
    depth: depth.map(({ atMs, orders: value }) => ({ at: atMs, value })),
    away: from === undefined || until === undefined ? undefined : { from, until },
  });
  await writeFile(file, picture);
};

interface DepthPicture {
  readonly title: string;
  readonly subtitle: string;
  /** How many messages were in the queue; `at` is in milliseconds. */
  readonly depth: readonly Point[];
  /** When the barista was away, in milliseconds; undefined when they never went. */
  readonly away: { readonly from: number; readonly until: number } | undefined;
}

const WIDTH = 800;
const HEIGHT = 360;
const PLOT = { left: 56, right: WIDTH - 24, top: 84, bottom: HEIGHT - 48 };
const MOST_TICKS = 8;

/** Draws the depth of the orders queue over time as an SVG document that needs nothing else. */
export const depthPicture = ({ title, subtitle, depth, away }: DepthPicture): string => {
  const endSeconds = Math.max(1, (depth.at(-1)?.at ?? 0) / 1_000);
  const most = Math.max(1, ...depth.map(({ value }) => value));
  const depthTicks = ticks(most);
  const top = Math.max(most, depthTicks.at(-1) ?? most);
  const x = (seconds: number) =>
    round(PLOT.left + (Math.min(seconds, endSeconds) / endSeconds) * (PLOT.right - PLOT.left));
  const y = (messages: number) => round(PLOT.bottom - (messages / top) * (PLOT.bottom - PLOT.top));
  const line = depth.map(({ at, value }) => `${x(at / 1_000)},${y(value)}`);
  const first = x((depth[0]?.at ?? 0) / 1_000);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>${escaped(title)}</title>
<desc>${escaped(subtitle)}</desc>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${PLOT.left}" y="32" font-size="18" font-weight="600" fill="#2b1d14">${escaped(title)}</text>
<text x="${PLOT.left}" y="54" fill="#6b5d53">${escaped(subtitle)}</text>
${[
  ...(away === undefined ? [] : awayBand(x(away.from / 1_000), x(away.until / 1_000))),
  ...depthTicks.map(
    (messages) =>
      `<path d="M${PLOT.left} ${y(messages)}H${PLOT.right}" stroke="#e6dfd9"/><text x="${PLOT.left - 8}" y="${y(messages) + 4}" text-anchor="end" fill="#6b5d53">${messages}</text>`,
  ),
  ...ticks(endSeconds).flatMap((seconds) =>
    seconds > endSeconds
      ? []
      : `<text x="${x(seconds)}" y="${PLOT.bottom + 20}" text-anchor="middle" fill="#6b5d53">${seconds} s</text>`,
  ),
].join("\n")}
<path d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}" stroke="#6b5d53"/>
<polygon points="${[`${first},${PLOT.bottom}`, ...line, `${x(endSeconds)},${PLOT.bottom}`].join(" ")}" fill="#8a4b1f" fill-opacity="0.15"/>
<polyline points="${line.join(" ")}" fill="none" stroke="#8a4b1f" stroke-width="2" stroke-linejoin="round"/>
<text x="${PLOT.right}" y="${HEIGHT - 8}" text-anchor="end" fill="#6b5d53">seconds since the first order</text>
<text x="${PLOT.left}" y="${PLOT.top - 10}" fill="#8a4b1f">messages in the orders queue</text>
</svg>
`;
};

const awayBand = (from: number, until: number): string[] => [
  `<rect x="${from}" y="${PLOT.top}" width="${round(Math.max(1, until - from))}" height="${PLOT.bottom - PLOT.top}" fill="#f3e9df"/>`,
  `<text x="${round((from + until) / 2)}" y="${PLOT.top + 16}" text-anchor="middle" fill="#2b1d14">barista away</text>`,
];

/** Whole, round numbers from 0 to the first that is not below `most`, a handful of them. */
const ticks = (most: number): number[] => {
  const step =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].find((size) => most / size <= MOST_TICKS) ?? most;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
};

const round = (value: number): number => Number(value.toFixed(1));

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
