import { isKept } from "../operations/accounting";
import type { DrillResult } from "../operations/drill/drill";
import type { Latency } from "../operations/drill/impact";
import { spanMark, sparkline } from "./sparkline";
import type { Terminal } from "./terminal";
import { counted, paint, spell } from "./wording";

/** Wide enough to see the queue fill and drain, narrow enough for any terminal. */
const LINE_WIDTH = 50;

const LABEL_WIDTH = 14;

/** The account of a drill as lines of text; the last of them is the verdict. */
export const drillAccount = (result: DrillResult, terminal: Pick<Terminal, "coloured" | "columns">): string[] => {
  const { account, latency } = result;
  const { verdict, ...sums } = account;
  const facts: [string, string][] = [
    ["attempted", numberOrDash(sums.attempted)],
    ["acknowledged", numberOrDash(sums.acknowledged)],
    ["ready", numberOrDash(sums.ready)],
    ["dead-lettered", numberOrDash(sums.deadLettered)],
    ["lost", numberOrDash(sums.lost)],
    ["phantom", numberOrDash(sums.phantom)],
    ["double", numberOrDash(sums.double)],
    ["cashier", `${spelled(latency.away)} while the barista was away, ${spelled(latency.before)} before`],
  ];
  const took =
    latency.away.orders > 0 ? `; ${counted(latency.away.orders, "order")} came while the barista was away` : "";
  const colour = isKept(account) && sums.acknowledged === sums.attempted ? "good" : "bad";
  return [
    ...facts.map(labelled),
    ...drillLine("orders queue", result, "message", terminal),
    `${"verdict".padEnd(LABEL_WIDTH)}${paint(terminal, colour, `${verdict}${took}`)}`,
  ];
};

/**
 * How many waited, over time, as a line of text, and below it how long the barista was away.
 *
 * @param one what is counted, in the singular: `message`
 */
export const drillLine = (
  label: string,
  { depth, phases }: DrillResult,
  one: string,
  { columns = 80 }: Pick<Terminal, "columns">,
): string[] => {
  const points = depth.map(({ atMs, orders }) => ({ at: atMs, value: orders }));
  const most = Math.max(0, ...points.map(({ value }) => value));
  const width = Math.max(10, Math.min(LINE_WIDTH, columns - LABEL_WIDTH - 16));
  const [from, until] = [phases.get("away"), phases.get("back")];
  const isKnown = from !== undefined && until !== undefined;
  return [
    labelled([label, `${sparkline(points, width)} up to ${counted(most, one)}`]),
    ...(isKnown ? [labelled(["barista away", spanMark(points, width, from, until)])] : []),
  ];
};

export const numberOrDash = (value: number | null): string => (value === null ? "–" : `${value}`);

const labelled = ([label, value]: readonly [string, string]): string => `${label.padEnd(LABEL_WIDTH)}${value}`;

export const spelled = ({ p50Ms, p95Ms }: Latency): string =>
  p50Ms === null || p95Ms === null ? "no order" : `p50 ${spell(p50Ms)}, p95 ${spell(p95Ms)}`;
