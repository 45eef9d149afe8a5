// `npm run test:faults`: see `--help`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT } from "../../local/clean-environment";
import { Closing, Interrupted } from "../../local/closing";
import type { Output } from "../../local/progress";
import { runCampaign } from "./campaign";
import { tryCashier } from "./cashier-trial";
import { FaultyShop } from "./faulty-shop";
import { CAN_TELL_PROCESSES } from "./killer";
import { type CampaignResult, type CashierResult, complaints, type FaultReport, markdown } from "./report";

/** Seeds of the cashier's trial: no campaign has them. */
const CASHIER_SEED = 900_000;

const PROPERTY_RUNS = 10_000;

const main = async (): Promise<number> => {
  // The AWS SDK announces on every start that it will stop supporting Node.js 20 one day.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const options = readRunOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(USAGE);
    return 0;
  }
  if (!CAN_TELL_PROCESSES) {
    console.error("the fault tests need Linux: elsewhere it cannot be seen which process to kill");
    return 1;
  }
  const program = new Closing();
  if (options.tied) process.stdin.on("end", () => program.because(new Error("standard input has ended"))).resume();
  try {
    const report = await runAll(options, program);
    const wrong = complaints(report);
    writeReport(options.out, report, wrong);
    if (options.properties && !(await propertiesHold(program.signal)))
      wrong.push("a property does not hold: see above");
    console.log(wrong.length === 0 ? "every promise was kept" : wrong.map((what) => `BROKEN ${what}`).join("\n"));
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    const reason: unknown = program.signal.aborted ? program.signal.reason : error;
    console.error(reason instanceof Interrupted ? reason.message : reason);
    return reason instanceof Interrupted ? reason.exitCode : 1;
  } finally {
    await program.run();
    // Whoever holds the other end need not let go of it first.
    if (options.tied) process.stdin.destroy();
  }
};

const runAll = async (options: RunOptions, program: Closing): Promise<FaultReport> => {
  const cashier: CashierResult[] = [];
  const campaigns: CampaignResult[] = [];
  for (let run = 0; run < options.runs; run++) {
    const found = await runOnce({ ...options, seeds: options.seeds.map((seed) => seed + run) }, program.signal);
    cashier.push(...found.cashier);
    campaigns.push(...found.campaigns);
    const wrong = complaints(found);
    if (options.runs > 1)
      console.log(`run ${run + 1} of ${options.runs}: ${wrong.length === 0 ? "green" : wrong.join("; ")}`);
  }
  return { cashier, campaigns };
};

/** Opens a shop, injects faults and closes it. */
const runOnce = async (options: RunOptions, stop: AbortSignal): Promise<FaultReport> => {
  const { seeds, ...plan } = options;
  const line = new ProgressLine(process.stderr);
  const faulty = await FaultyShop.in(mkdtempSync(join(tmpdir(), "coffee-faults-")), { write: () => true }, stop);
  const force = () => faulty.force();
  process.on("exit", force);
  try {
    line.say("opening the shop");
    const shop = await faulty.open();
    const signal = AbortSignal.any([stop, faulty.failed]);
    const onProgress = (fault: string) => line.say(`the cashier, every call ${fault}`);
    const cashier = options.cashier ? await tryCashier({ shop, faulty, seed: CASHIER_SEED, signal, onProgress }) : [];
    const campaigns: CampaignResult[] = [];
    for (const seed of seeds) {
      campaigns.push(
        await runCampaign(
          { ...plan, seed },
          {
            shop,
            faulty,
            signal,
            onProgress: ({ doing, attempted, acknowledged, kills }) =>
              line.say(
                `seed ${seed}, ${doing}: ${attempted} of ${plan.orders} attempted, ${acknowledged} acknowledged, ${kills} killed`,
              ),
          },
        ),
      );
    }
    return { cashier, campaigns };
  } finally {
    line.end();
    await faulty.close();
    process.off("exit", force);
  }
};

const writeReport = (out: string, report: FaultReport, wrong: readonly string[]): void => {
  mkdirSync(out, { recursive: true });
  const text = markdown(report);
  writeFileSync(join(out, "results.md"), text);
  writeFileSync(join(out, "results.json"), `${JSON.stringify({ ...report, complaints: wrong }, null, 2)}\n`);
  console.log(text);
};

/** Runs every property of the unit tests many times. */
const propertiesHold = (signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const jest = join(PROJECT, "node_modules", "jest", "bin", "jest.js");
    const what = ["--selectProjects", "unit", "--testPathPatterns", "property", "test/model", "--maxWorkers=2"];
    const env = { ...process.env, PROPERTY_RUNS: String(PROPERTY_RUNS) };
    const child = spawn(process.execPath, [jest, ...what], { cwd: PROJECT, env, stdio: "inherit", signal });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });

/** On a terminal the line is written anew; elsewhere a line is added, but not more often than this. */
const LINE_EVERY_MS = 5_000;

/** Says how it is going, in one line. */
class ProgressLine {
  private readonly begun = Date.now();
  private last = { text: "", saidAt: 0, kind: "" };

  constructor(private readonly output: Output) {}

  /** @param text what comes before the first colon says what is being done; a new one is said at once */
  say(text: string): void {
    const now = Date.now();
    const kind = text.split(":")[0] ?? "";
    const isDue = kind !== this.last.kind || now - this.last.saidAt >= LINE_EVERY_MS;
    if (text === this.last.text || !(this.output.isTTY || isDue)) return;
    this.last = { text, saidAt: now, kind };
    const line = `${Math.round((now - this.begun) / 1_000)} s  ${text}`;
    this.output.write(this.output.isTTY ? `\r\x1b[K${line.slice(0, (this.output.columns ?? 80) - 1)}` : `${line}\n`);
  }

  /** Leaves the line. */
  end(): void {
    if (this.output.isTTY) this.output.write("\r\x1b[K");
  }
}

/** How the fault tests are run. */
interface RunOptions {
  readonly seeds: readonly number[];
  /** Orders and kills of each seed. */
  readonly orders: number;
  readonly kills: number;
  readonly faultPercent: number;
  readonly ordersPerSecond: number;
  readonly incidentMs: number;
  /** So many runs, each with a shop and seeds of its own. */
  readonly runs: number;
  readonly cashier: boolean;
  readonly properties: boolean;
  /** Folder for the report. */
  readonly out: string;
  /** Ends when standard input does. */
  readonly tied: boolean;
}

const USAGE = `npm run test:faults [-- options]

Faults, kills and outages while 10,000 orders are placed in a shop on the embedded engine, over 4 seeds; the cashier
under each single fault; then 10,000 runs of each property. Takes about half an hour. Linux only.

  --short           1,000 orders, 20 kills and one seed, without the properties: what "npm test" runs
  --flake N         the short variant N times, each time with another seed and a fresh shop
  --seed N          the first seed (default: 1)
  --orders N        orders of each seed
  --kills N         processes killed in each seed
  --no-cashier      leave the trial of the cashier out
  --no-properties   leave the properties out
  --out DIR         where results.md and results.json are written (default: .faults)
  --help            show this`;

const LONG = { seeds: 4, orders: 2_500, kills: 52, faultPercent: 5, ordersPerSecond: 20, incidentMs: 5_000 };
const SHORT = { seeds: 1, orders: 1_000, kills: 20, faultPercent: 1, ordersPerSecond: 50, incidentMs: 1_500 };

/** Reads the command line; undefined when help is wanted. @throws Error that says what is wrong with it */
const readRunOptions = (args: readonly string[]): RunOptions | undefined => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: flag,
      flake: text,
      seed: text,
      orders: text,
      kills: text,
      "no-cashier": flag,
      "no-properties": flag,
      out: text,
      tied: flag,
      help: flag,
    },
  });
  if (values.help) return undefined;
  const short = values.short || values.flake !== undefined;
  const { seeds, ...usual } = short ? SHORT : LONG;
  const first = wholeNumber("--seed", values.seed, 1);
  return {
    ...usual,
    seeds: Array.from({ length: seeds }, (_, place) => first + place),
    orders: wholeNumber("--orders", values.orders, usual.orders),
    kills: wholeNumber("--kills", values.kills, usual.kills),
    runs: wholeNumber("--flake", values.flake, 1),
    cashier: !values["no-cashier"],
    properties: !short && !values["no-properties"],
    out: values.out ?? ".faults",
    tied: values.tied,
  };
};

const wholeNumber = (option: string, given: string | undefined, otherwise: number): number => {
  if (given === undefined) return otherwise;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new Error(`${option} must be a whole number from 1 to 999999, not ${given || "nothing"}`);
};

void main().then((code) => {
  process.exitCode = code;
});
