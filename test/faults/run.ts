// `npm run test:faults`: see `--help`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
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

const wholeNumber = (given: string): number => {
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new InvalidArgumentError("must be a whole number from 1 to 999999");
};

const LONG = { seeds: 4, orders: 2_500, kills: 52, faultPercent: 5, ordersPerSecond: 20, incidentMs: 5_000 };
const SHORT = { seeds: 1, orders: 1_000, kills: 20, faultPercent: 1, ordersPerSecond: 50, incidentMs: 1_500 };

const program = new Command("npm run test:faults --")
  .description(
    "Faults, kills and outages while 10,000 orders are placed in a shop on the embedded engine, over 4 seeds; the cashier under each single fault; then 10,000 runs of each property. Takes about half an hour. Linux only.",
  )
  .option("--short", '1,000 orders, 20 kills and one seed, without the properties: what "npm test" runs')
  .option("--flake <number>", "the short variant so often, each time with another seed and a fresh shop", wholeNumber)
  .option("--seed <number>", "the first seed", wholeNumber, 1)
  .option("--orders <number>", "orders of each seed", wholeNumber)
  .option("--kills <number>", "processes killed in each seed", wholeNumber)
  .option("--no-cashier", "leave the trial of the cashier out")
  .option("--no-properties", "leave the properties out")
  .option("--out <folder>", "where results.md and results.json are written", ".faults")
  .addOption(new Option("--tied", "end when standard input does").hideHelp())
  .parse();

interface Given {
  readonly short?: true;
  readonly flake?: number;
  readonly seed: number;
  readonly orders?: number;
  readonly kills?: number;
  readonly cashier: boolean;
  readonly properties: boolean;
  readonly out: string;
  readonly tied?: true;
}

const given = program.opts<Given>();
const isShort = given.short || given.flake !== undefined;
const usual = isShort ? SHORT : LONG;
const options = {
  ...usual,
  ...given,
  seeds: Array.from({ length: usual.seeds }, (_, place) => given.seed + place),
  /** So many runs, each with a shop and seeds of its own. */
  runs: given.flake ?? 1,
  properties: !isShort && given.properties,
};

const main = async (): Promise<number> => {
  // The AWS SDK announces on every start that it will stop supporting Node.js 20 one day.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  if (!CAN_TELL_PROCESSES) {
    console.error("the fault tests need Linux: elsewhere it cannot be seen which process to kill");
    return 1;
  }
  const run = new Closing();
  if (options.tied) process.stdin.on("end", () => run.because(new Error("standard input has ended"))).resume();
  try {
    const report = await runAll(run.signal);
    const wrong = complaints(report);
    writeReport(options.out, report, wrong);
    if (options.properties && !(await propertiesHold(run.signal))) wrong.push("a property does not hold: see above");
    console.log(wrong.length === 0 ? "every promise was kept" : wrong.map((what) => `BROKEN ${what}`).join("\n"));
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    const reason: unknown = run.signal.aborted ? run.signal.reason : error;
    console.error(reason instanceof Interrupted ? reason.message : reason);
    return reason instanceof Interrupted ? reason.exitCode : 1;
  } finally {
    await run.run();
    // Whoever holds the other end need not let go of it first.
    if (options.tied) process.stdin.destroy();
  }
};

const runAll = async (stop: AbortSignal): Promise<FaultReport> => {
  const cashier: CashierResult[] = [];
  const campaigns: CampaignResult[] = [];
  for (let run = 0; run < options.runs; run++) {
    const seeds = options.seeds.map((seed) => seed + run);
    const found = await runOnce(seeds, stop);
    cashier.push(...found.cashier);
    campaigns.push(...found.campaigns);
    const wrong = complaints(found);
    if (options.runs > 1)
      console.log(`run ${run + 1} of ${options.runs}: ${wrong.length === 0 ? "green" : wrong.join("; ")}`);
  }
  return { cashier, campaigns };
};

const runOnce = async (seeds: readonly number[], stop: AbortSignal): Promise<FaultReport> => {
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
      const tell = (progress: string) => line.say(`seed ${seed}, ${progress}`);
      campaigns.push(await runCampaign({ ...options, seed }, { shop, faulty, signal }, tell));
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

class ProgressLine {
  private readonly begun = Date.now();
  private last = { text: "", saidAt: 0, kind: "" };

  constructor(private readonly output: Output) {}

  /** What comes before the first colon says what is being done; a new one is said at once. */
  say(text: string): void {
    const now = Date.now();
    const kind = text.split(":")[0] ?? "";
    const isDue = kind !== this.last.kind || now - this.last.saidAt >= LINE_EVERY_MS;
    if (text === this.last.text || !(this.output.isTTY || isDue)) return;
    this.last = { text, saidAt: now, kind };
    const line = `${Math.round((now - this.begun) / 1_000)} s  ${text}`;
    this.output.write(this.output.isTTY ? `\r\x1b[K${line.slice(0, (this.output.columns ?? 80) - 1)}` : `${line}\n`);
  }

  end(): void {
    if (this.output.isTTY) this.output.write("\r\x1b[K");
  }
}

void main().then((code) => {
  process.exitCode = code;
});
