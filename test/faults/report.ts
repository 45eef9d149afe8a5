import { type Account, isKept } from "../../operations/accounting";
import { type FaultCount, timesOf } from "./fault-injector";
import { KILL_POINTS, type KillPoint } from "./killer";
import { WIRE_FAULTS, type WireFault } from "./wire";

export interface CampaignPlan {
  readonly seed: number;
  readonly orders: number;
  readonly kills: number;
  /** So many of a hundred calls, at least, meet each of the faults of the wire. */
  readonly faultPercent: number;
  readonly ordersPerSecond: number;
  readonly incidentMs: number;
}

export interface CampaignResult {
  readonly plan: CampaignPlan;
  readonly account: Account;
  /** Orders that the customers gave up on. */
  readonly unknown: number;
  /** Orders that can never be made among the attempted. */
  readonly poison: number;
  /** Orders in the dead-letter queue in the end that could have been made. */
  readonly diedWell: number;
  /** Orders sent back from the dead-letter queue after the faults. */
  readonly redriven: number;
  readonly kills: Readonly<Partial<Record<KillPoint, number>>>;
  readonly wire: FaultCount;
  readonly incidents: readonly string[];
  readonly announced: Repeats;
  readonly told: Repeats;
  /** Every call about the orders to which something happened without a cause. */
  readonly puzzles: Readonly<Record<string, readonly string[]>>;
  readonly seconds: number;
}

/** How often something happened, and how often beyond the first time for the same order. */
export interface Repeats {
  readonly times: number;
  readonly again: number;
  /** Faults and kills that may have caused it to happen again. */
  readonly causes: number;
  /** What happened again although no fault and no kill met that very order. */
  readonly withoutCause: number;
}

const killsOf = ({ kills }: CampaignResult): number => Object.values(kills).reduce((sum, count) => sum + count, 0);

/** What a campaign shows to be broken, in words; nothing when every promise was kept and the faults took place. */
export const brokenPromises = (result: CampaignResult): string[] => {
  const { plan, account, wire, announced, told } = result;
  const kills = killsOf(result);
  const rare = WIRE_FAULTS.filter((fault) => timesOf(wire, fault) * 100 < plan.faultPercent * wire.calls);
  const claims: readonly (readonly [boolean, string])[] = [
    [isKept(account), account.verdict],
    [account.attempted === plan.orders + result.poison, `${account.attempted} orders were attempted, not all`],
    [
      account.deadLettered === result.poison,
      `${account.deadLettered} dead letters, of which ${result.poison} are poison`,
    ],
    [result.diedWell === 0, `${result.diedWell} orders died that could have been made`],
    [announced.withoutCause === 0, `${announced.withoutCause} orders were announced again without a cause`],
    [announced.again <= announced.causes, `more announcements than causes: ${announced.again}`],
    [told.withoutCause === 0, `${told.withoutCause} customers were told again without a cause`],
    [kills >= plan.kills, `only ${kills} of ${plan.kills} kills took place`],
    [rare.length === 0, `faults too rare to prove anything: ${rare.join(", ")}`],
  ];
  return claims.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
};

/** How the cashier did while every single call to the queue met one fault. */
export interface CashierResult {
  readonly fault: WireFault;
  readonly injected: number;
  readonly requests: number;
  readonly answered: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** From the first byte of the request to the last of the answer, on a machine that does other things too. */
  readonly slowestMs: number;
  /** The longest that the engine says the function itself took. */
  readonly slowestFunctionMs: number;
  /** Orders called accepted that were not in the queue. */
  readonly falselyAccepted: number;
  /** Orders whose request was repeated after the fault and got another id, or was not accepted. */
  readonly notRepeatable: number;
}

/** The promise to customers. It is the function's own time: what a busy laptop adds to it is not the cashier's doing. */
const ANSWER_MS = 5_000;

export const falseAnswers = (result: CashierResult): string[] => {
  const claims: readonly (readonly [boolean, string])[] = [
    [result.injected >= result.requests, `only ${result.injected} calls met the fault`],
    [result.answered === result.requests, `${result.requests - result.answered} requests were not answered`],
    [result.slowestFunctionMs <= ANSWER_MS, `an answer took ${result.slowestFunctionMs} ms`],
    [result.falselyAccepted === 0, `${result.falselyAccepted} orders were accepted and not stored`],
    [result.notRepeatable === 0, `${result.notRepeatable} orders could not be asked for again`],
  ];
  return claims.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
};

export interface FaultReport {
  readonly cashier: readonly CashierResult[];
  readonly campaigns: readonly CampaignResult[];
}

export const complaints = ({ cashier, campaigns }: FaultReport): string[] => [
  ...cashier.flatMap((result) => falseAnswers(result).map((what) => `cashier, ${result.fault}: ${what}`)),
  ...campaigns.flatMap((result) => brokenPromises(result).map((what) => `seed ${result.plan.seed}: ${what}`)),
];

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
  ["announced again", ({ announced }) => announced.again],
  ["… causes injected", ({ announced }) => announced.causes],
  ["… without a cause of its own", ({ announced }) => announced.withoutCause],
  ["SMS sent", ({ told }) => told.times],
  ["… a second to the same customer", ({ told }) => told.again],
  ["… causes injected", ({ told }) => told.causes],
  ["… without a cause of its own", ({ told }) => told.withoutCause],
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
    return row([name, ...values, values.reduce((sum, value) => sum + value, 0)]);
  }),
  row(["incidents", ...campaigns.map(({ incidents }) => incidents.join(", ")), ""]),
];

const cashierTable = (results: readonly CashierResult[]): string[] => [
  row(["every call", "calls", "requests", "answered", "answers", "slowest", "function", "false 202", "not repeatable"]),
  row(["---", ...Array<string>(8).fill("---:")]),
  ...results.map(({ fault, injected, requests, answered, statuses, ...result }) => {
    const answers = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`);
    const times = [`${result.slowestMs} ms`, `${result.slowestFunctionMs} ms`];
    const wrong = [result.falselyAccepted, result.notRepeatable];
    return row([fault, injected, requests, answered, answers.join(", "), ...times, ...wrong]);
  }),
];

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
