import { isKept } from "../operations/accounting";
import type { DrillResult } from "../operations/drill/drill";
import { type Latency, looseSide, tightSide } from "../operations/drill/impact";
import { drillLine, numberOrDash, spelled } from "./drill-account";
import { table } from "./table";
import type { Terminal } from "./terminal";
import { paint } from "./wording";

/** A drill of the shop and the same drill of the exhibit, side by side, as lines of text; the last are the verdicts. */
export const drillComparison = (
  { loose, tight }: { readonly loose: DrillResult; readonly tight: DrillResult },
  terminal: Pick<Terminal, "coloured" | "columns">,
): string[] => {
  const [one, other] = [looseSide(loose), tightSide(tight)];
  const row = (what: string, left: number | null, right: number | null) => [
    what,
    numberOrDash(left),
    numberOrDash(right),
  ];
  const waited = (what: string, of: (result: DrillResult) => Latency) => [what, spelled(of(loose)), spelled(of(tight))];
  const rows = [
    row("attempted", one.attempted, other.attempted),
    row("acknowledged", one.acknowledged, other.acknowledged),
    row("ready", one.ready, other.ready),
    row("dead-lettered", one.deadLettered, null),
    row("lost", one.lost, other.lost),
    row("phantom", one.phantom, other.phantom),
    row("double", one.double, other.double),
    row("dropped", one.dropped, other.dropped),
    row("blocked", one.blocked, other.blocked),
    waited("cashier before", ({ latency }) => latency.before),
    waited("barista away", ({ latency }) => latency.away),
  ];
  const headings = [
    { heading: "" },
    { heading: "loosely coupled", numeric: true },
    { heading: "tightly coupled", numeric: true },
  ];
  const isWell = isKept(loose.account) && one.acknowledged === one.attempted;
  const isUnharmed = other.dropped + other.blocked === 0;
  return [
    ...table(headings, rows, terminal.columns),
    "",
    ...drillLine("orders queue", loose, "message", terminal),
    ...drillLine("the counter", tight, "customer", terminal),
    "",
    `loosely coupled  ${paint(terminal, isWell ? "good" : "bad", one.verdict)}`,
    `tightly coupled  ${paint(terminal, isUnharmed ? "good" : "bad", other.verdict)}`,
  ];
};
