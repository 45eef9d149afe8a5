import { isKept } from "../operations/accounting";
import type { DrillResult } from "../operations/drill/drill";
import { type Latency, looseSide, tightSide } from "../operations/drill/impact";
import { spanMark, sparkline } from "./sparkline";
import { numbers, table, words } from "./table";
import type { Terminal } from "./terminal";
import { announcedAgainWords, command, counted, paint, spell } from "./wording";

/** @param tight the drill at the exhibit; null when it did not come to that, undefined when nothing is compared */
export const drillJson = (loose: DrillResult, tight: DrillResult | null | undefined): object =>
  tight === undefined ? loose.account : { loose: looseSide(loose), tight: tight && tightSide(tight) };

/** A drill as text, beside the one at the exhibit if there was one. */
export const drillLines = (loose: DrillResult, tight: DrillResult | undefined, terminal: Display): string[] =>
  tight === undefined ? drillAccount(loose, terminal) : drillComparison(loose, tight, terminal);

type Display = Pick<Terminal, "coloured" | "columns">;

/** What the numbers do not say. */
export const drillNotes = ({ account, refusals, announcedAgain }: DrillResult, title = ""): string[] => [
  ...[...refusals].map(([why, count]) => `${title}${counted(count, "order")} not taken: ${why}`),
  ...(announcedAgain > 0 ? [announcedAgainWords(announcedAgain)] : []),
  ...(account.deadLettered > 0 ? [`see ${command("peek --dead")}`] : []),
];

/** Wide enough to see the queue fill and drain, narrow enough for any terminal. */
const LINE_WIDTH = 50;

const LABEL_WIDTH = 14;

const COUNTS = ["attempted", "acknowledged", "ready", "deadLettered", "lost", "phantom", "double"] as const;

const labelOf = (count: (typeof COUNTS)[number]): string => (count === "deadLettered" ? "dead-lettered" : count);

/** The account of a drill as lines of text; the last of them is the verdict. */
const drillAccount = (result: DrillResult, terminal: Display): string[] => {
  const { account, latency } = result;
  const facts: [string, string][] = [
    ...COUNTS.map((count): [string, string] => [labelOf(count), numberOrDash(account[count])]),
    ["cashier", `${spelled(latency.away)} while the barista was away, ${spelled(latency.before)} before`],
  ];
  const took =
    latency.away.orders > 0 ? `; ${counted(latency.away.orders, "order")} came while the barista was away` : "";
  const colour = isKept(account) && account.acknowledged === account.attempted ? "good" : "bad";
  return [
    ...facts.map(labelled),
    ...drillLine("orders queue", result, "message", terminal),
    `${"verdict".padEnd(LABEL_WIDTH)}${paint(terminal, colour, `${account.verdict}${took}`)}`,
  ];
};

/** How many waited over time, and below it how long the barista was away. @param one what is counted: `message` */
const drillLine = (label: string, { depth, phases }: DrillResult, one: string, { columns = 80 }: Display): string[] => {
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

const numberOrDash = (value: number | null): string => (value === null ? "–" : `${value}`);

const labelled = ([label, value]: readonly [string, string]): string => `${label.padEnd(LABEL_WIDTH)}${value}`;

const spelled = ({ p50Ms, p95Ms }: Latency): string =>
  p50Ms === null || p95Ms === null ? "no order" : `p50 ${spell(p50Ms)}, p95 ${spell(p95Ms)}`;

/** A drill of the shop and the same drill of the exhibit, side by side, as lines of text; the last are the verdicts. */
const drillComparison = (loose: DrillResult, tight: DrillResult, terminal: Display): string[] => {
  const [one, other] = [looseSide(loose), tightSide(tight)];
  const row = (what: string, ...counts: (number | null)[]) => [what, ...counts.map(numberOrDash)];
  const waited = (what: string, of: (result: DrillResult) => Latency) => [what, spelled(of(loose)), spelled(of(tight))];
  const rows = [
    ...COUNTS.map((count) => row(labelOf(count), one[count], count === "deadLettered" ? null : other[count])),
    row("dropped", one.dropped, other.dropped),
    row("blocked", one.blocked, other.blocked),
    waited("cashier before", ({ latency }) => latency.before),
    waited("barista away", ({ latency }) => latency.away),
  ];
  const headings = [...words(""), ...numbers("loosely coupled", "tightly coupled")];
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
