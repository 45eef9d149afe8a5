// `npm run test:faults`: see `--help`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../../local/clean-environment";
import { Closing, Interrupted } from "../../local/closing";
import { runCampaign } from "./campaign";
import type { CampaignResult } from "./campaign-result";
import type { CashierResult } from "./cashier-result";
import { tryCashier } from "./cashier-trial";
import { FaultyShop } from "./faulty-shop";
import { CAN_TELL_PROCESSES } from "./function-processes";
import { ProgressLine } from "./progress-line";
import { complaints, type FaultReport, markdown } from "./report";
import { type RunOptions, readRunOptions, USAGE } from "./run-options";

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

/** Opens a shop, torments it and closes it. */
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

void main().then((code) => {
  process.exitCode = code;
});
