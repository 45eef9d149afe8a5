import { brokenPromises, type CampaignResult, killsOf } from "./campaign-result";
import { type CashierResult, falseAnswers } from "./cashier-result";
import { timesOf } from "./fault-tally";
import { KILL_POINTS } from "./killer";
import { WIRE_FAULTS } from "./wire-fault";

/** What a run of the fault tests found. */
export interface FaultReport {
  readonly cashier: readonly CashierResult[];
  readonly campaigns: readonly CampaignResult[];
}

/** What is broken, in words. */
export const complaints = ({ cashier, campaigns }: FaultReport): string[] => [
  ...cashier.flatMap((result) => falseAnswers(result).map((what) => `cashier, ${result.fault}: ${what}`)),
  ...campaigns.flatMap((result) => brokenPromises(result).map((what) => `seed ${result.plan.seed}: ${what}`)),
];

/** The report as Markdown tables. */
export const markdown = (report: FaultReport): string =>
  [...campaignTable(report.campaigns), "", ...cashierTable(report.cashier), ""].join("\n");

type Measure = readonly [name: string, read: (result: CampaignResult) => number];

const MEASURES: readonly Measure[] = [
  ["orders attempted", ({ account }) => account.attempted],
  ["acknowledged", ({ account }) => account.acknowledged],
  ["unknown (customer gave up)", ({ unknown }) => unknown],
  ["ready", ({ account }) => account.ready],
  ["dead-lettered", ({ account }) => account.deadLettered],
  ["… of them can never be made", ({ poison }) => poison],
  ["**lost**", ({ account }) => account.lost],
  ["**phantom**", ({ account }) => account.phantom ?? Number.NaN],
  ["**double on the board**", ({ account }) => account.double ?? Number.NaN],
  ["sent back from the dead-letter queue", ({ redriven }) => redriven],
  ["messages stored for the orders", ({ wire }) => wire.stored],
  ["announced again", ({ announcedAgain }) => announcedAgain],
  ["… causes injected", ({ announceCauses }) => announceCauses],
  ["… without a cause of its own", ({ announcedWithoutCause }) => announcedWithoutCause],
  ["SMS sent", ({ told }) => told],
  ["… a second to the same customer", ({ toldAgain }) => toldAgain],
  ["… causes injected", ({ toldCauses }) => toldCauses],
  ["… without a cause of its own", ({ toldWithoutCause }) => toldWithoutCause],
  ["kills", killsOf],
  ...KILL_POINTS.map((point): Measure => [`… ${point}`, ({ kills }) => kills[point] ?? 0]),
  ["calls that could meet a fault", ({ wire }) => wire.calls],
  ...WIRE_FAULTS.map((fault): Measure => [`… ${fault}`, ({ wire }) => timesOf(wire, fault)]),
  ["calls to a service that was down", ({ wire }) => wire.down],
  ["calls cut off by a restart", ({ wire }) => wire.cut],
  ["calls repeated by the SDK", ({ wire }) => wire.retries],
  ["functions that hung up first", ({ wire }) => wire.hangUps],
  ["seconds", ({ seconds }) => seconds],
];

const campaignTable = (campaigns: readonly CampaignResult[]): string[] => [
  row(["", ...campaigns.map(({ plan }) => `seed ${plan.seed}`), "together"]),
  row(["---", ...campaigns.map(() => "---:"), "---:"]),
  ...MEASURES.map(([name, read]) => {
    const values = campaigns.map(read);
    return row([name, ...[...values, values.reduce((sum, value) => sum + value, 0)].map(String)]);
  }),
  row(["incidents", ...campaigns.map(({ incidents }) => incidents.join(", ")), ""]),
];

const cashierTable = (results: readonly CashierResult[]): string[] => [
  row(["every call", "calls", "requests", "answered", "answers", "slowest", "function", "false 202", "not repeatable"]),
  row(["---", ...Array<string>(8).fill("---:")]),
  ...results.map((result) =>
    row([
      result.fault,
      `${result.injected}`,
      `${result.requests}`,
      `${result.answered}`,
      Object.entries(result.statuses)
        .map(([status, count]) => `${count} x ${status}`)
        .join(", "),
      `${result.slowestMs} ms`,
      `${result.slowestFunctionMs} ms`,
      `${result.falselyAccepted}`,
      `${result.notRepeatable}`,
    ]),
  ),
];

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
