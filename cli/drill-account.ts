import { isKept } from "./desk/accounting";
import type { Latency } from "./desk/drill/cashier-latency";
import type { DrillResult } from "./desk/drill/drill";
import { spanMark, sparkline } from "./sparkline";
import type { Terminal } from "./terminal";
import { counted, paint, spell } from "./wording";

/** Wide enough to see the queue fill and drain, narrow enough for any terminal. */
const LINE_WIDTH = 50;

const LABEL_WIDTH = 14;

/** The account of a drill as lines of text; the last of them is the verdict. */
export const drillAccount = (result: DrillResult, terminal: Pick<Terminal, "coloured" | "columns">): string[] => {
  const { account, latency, depth, phases } = result;
  const { verdict, ...sums } = account;
  const number = (value: number | null) => (value === null ? "–" : `${value}`);
  const facts: [string, string][] = [
    ["attempted", number(sums.attempted)],
    ["acknowledged", number(sums.acknowledged)],
    ["ready", number(sums.ready)],
    ["dead-lettered", number(sums.deadLettered)],
    ["lost", number(sums.lost)],
    ["phantom", number(sums.phantom)],
    ["double", number(sums.double)],
    ["cashier", `${spelled(latency.away)} while the barista was away, ${spelled(latency.before)} before`],
  ];
  const points = depth.map(({ atMs, orders }) => ({ at: atMs, value: orders }));
  const most = Math.max(0, ...points.map(({ value }) => value));
  const width = Math.max(10, Math.min(LINE_WIDTH, (terminal.columns ?? 80) - LABEL_WIDTH - 16));
  facts.push(["orders queue", `${sparkline(points, width)} up to ${counted(most, "message")}`]);
  const [from, until] = [phases.get("away"), phases.get("back")];
  if (from !== undefined && until !== undefined) facts.push(["barista away", spanMark(points, width, from, until)]);
  const took =
    latency.away.orders > 0 ? `; ${counted(latency.away.orders, "order")} came while the barista was away` : "";
  const colour = isKept(account) && sums.acknowledged === sums.attempted ? "good" : "bad";
  return [
    ...facts.map(([what, value]) => `${what.padEnd(LABEL_WIDTH)}${value}`),
    `${"verdict".padEnd(LABEL_WIDTH)}${paint(terminal, colour, `${verdict}${took}`)}`,
  ];
};

const spelled = ({ p50Ms, p95Ms }: Latency): string =>
  p50Ms === null || p95Ms === null ? "no order" : `p50 ${spell(p50Ms)}, p95 ${spell(p95Ms)}`;
