import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { eachTestHasAFolder } from "../support/folder";
import { processesOf } from "../support/processes-of";
import { A_WHILE_MS, until } from "../support/until";
import { CAN_TELL_PROCESSES } from "./killer";
import { WIRE_FAULTS } from "./wire";

const PROJECT = join(__dirname, "..", "..");

/** The fault tests as `npm run test:faults` runs them. */
interface FaultTests {
  readonly child: ChildProcess;
  /** All they printed so far. */
  output(): string;
  /** Resolves when they have ended: to the exit code, or the signal that ended them. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

/** Starts the fault tests with all temporary files in a folder. They end when this process lets go of their standard input. */
const startFaultTests = (folder: string, options: readonly string[]): FaultTests => {
  const child = spawn(process.execPath, ["--import", "tsx", "test/faults/run.ts", "--tied", ...options], {
    cwd: PROJECT,
    env: { ...process.env, TMPDIR: folder, TSX_DISABLE_CACHE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (part: Buffer) => (output += part));
  child.stderr.on("data", (part: Buffer) => (output += part));
  const ended = once(child, "close").then(([code, signal]) => [code, signal] as const);
  return { child, output: () => output, ended };
};

/** It takes about a minute and a half; a busy machine may need several times as long. */
const DEADLINE_MS = 1_800_000;
jest.setTimeout(DEADLINE_MS);

/** As much of the report as is read here; the complaints say all that is wrong. */
const results = v.object({
  cashier: v.array(v.object({ fault: v.string() })),
  campaigns: v.array(
    v.object({
      kills: v.record(v.string(), v.number()),
      wire: v.object({ faults: v.record(v.string(), v.unknown()) }),
    }),
  ),
  complaints: v.array(v.string()),
});

const onLinux = CAN_TELL_PROCESSES ? describe : describe.skip;
if (!CAN_TELL_PROCESSES) console.warn("skipped: without /proc it cannot be seen which process of a function to kill");

onLinux("1,000 orders under faults, kills and outages (engine)", () => {
  const folder = mkdtempSync(join(tmpdir(), "coffee-faults-test-"));
  const out = join(folder, "report");
  let report: v.InferOutput<typeof results>;
  const complaintsAbout = (what: RegExp) => report.complaints.filter((complaint) => what.test(complaint));

  beforeAll(async () => {
    const { ended, output } = startFaultTests(folder, ["--short", "--out", out]);
    await ended;
    console.info(output());
    const file = join(out, "results.json");
    if (!existsSync(file)) throw new Error("the fault tests came to no result: see above");
    report = v.parse(results, JSON.parse(readFileSync(file, "utf8")));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("lose none, make none that nobody placed, show none twice; each comes to one end, and whatever is done again has a cause", () => {
    expect(report.campaigns).toHaveLength(1);
    expect(complaintsAbout(/^seed/)).toEqual([]);
  });

  it("meet every fault of the wire, and 20 kills", () => {
    for (const { kills, wire } of report.campaigns) {
      expect(Object.values(kills).reduce((sum, count) => sum + count, 0)).toBe(20);
      expect(Object.keys(wire.faults).sort()).toEqual([...WIRE_FAULTS].sort());
    }
  });

  it("the cashier answers each request in time under every single fault, and calls nothing accepted that is not stored", () => {
    expect(report.cashier.map(({ fault }) => fault)).toEqual(WIRE_FAULTS);
    expect(complaintsAbout(/^cashier/)).toEqual([]);
  });

  it("leave no temporary folder behind", () => {
    expect(readdirSync(folder)).toEqual(["report"]);
  });
});

onLinux("fault tests that are broken off (engine)", () => {
  const empty = eachTestHasAFolder();

  test.each<[string, (tests: FaultTests) => unknown, number]>([
    ["with Ctrl-C", ({ child }) => child.kill("SIGINT"), 130],
    ["because whoever started them is gone", ({ child }) => child.stdin?.end(), 1],
  ])("%s leave neither a process nor a temporary folder", async (_, breakOff, exitCode) => {
    const folder = empty();
    const tests = startFaultTests(folder, ["--short", "--out", join(folder, "report")]);
    await until("the engine is there", A_WHILE_MS, () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).some((path) => path.endsWith("engine.log")),
    );
    breakOff(tests);
    expect(await tests.ended).toEqual([exitCode, null]);
    await until("its processes are gone", A_WHILE_MS, () => processesOf(folder).length === 0);
    expect(readdirSync(folder)).toEqual([]);
  });
});
