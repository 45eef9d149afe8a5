// `npm test`: everything that needs no AWS account, from a fresh clone. Ends with `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import "../bin/direct-loopback.cjs";
import { PROJECT, setUpPackages, unfitMachine } from "../local/setup.mjs";

const USAGE = `npm test [-- <part>…]

Runs all parts, or the named ones:
  types      the TypeScript compiler, also over the page's scripts
  lint       Biome: formatting and lint rules
  unit       units, templates, snapshots, properties
  journeys   whole stories on the embedded engine, which is installed when it is missing
  faults     1,000 orders while calls fail and functions are killed; every order accounted for
  browser    the order board in a real Chromium, on the embedded engine

Ends with a line "N passed, N failed"; lint counts as one, the types of programs and page as two.`;

const BIN = join(PROJECT, "node_modules", ".bin");

const PARTS = {
  types: async () => {
    const program = await check("types", join(BIN, "tsc"), []);
    const page = await check("types of the page", join(BIN, "tsc"), ["-p", "board/page"]);
    return { passed: program.passed + page.passed, failed: program.failed + page.failed, skipped: 0 };
  },
  lint: () => check("lint", join(BIN, "biome"), ["check", "--error-on-warnings", "."]),
  unit: () => jest("unit", ["--maxWorkers=2"]),
  journeys: () => jest("journeys", ["--runInBand"]),
  faults: () => jest("faults", ["--runInBand"]),
  browser: () => jest("browser", ["--runInBand"]),
};

/** The program that is running now; it is the one to tell when the tests are interrupted. */
let running;

const run = (command, args) =>
  new Promise((resolve) => {
    running = spawn(command, args, { cwd: PROJECT, stdio: "inherit", env: { ...process.env, CI: "true" } });
    running.on("error", (error) => {
      console.error(`${command} cannot be started: ${error.message}`);
      resolve(1);
    });
    running.on("close", (status) => resolve(status ?? 1));
  });

const check = async (name, command, args) => {
  const status = await run(command, args);
  console.log(`${status === 0 ? "✓" : "✗"} ${name}`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
};

/** A suite that could not run at all counts as a failure, as does jest itself when it dies without results. */
const jest = async (project, args) => {
  const folder = mkdtempSync(join(tmpdir(), "coffee-tests-"));
  const results = join(folder, "results.json");
  try {
    const options = ["--selectProjects", project, "--json", `--outputFile=${results}`, ...args];
    const status = await run(join(BIN, "jest"), options);
    const found = JSON.parse(readFileSync(results, "utf8"));
    const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
    return {
      passed: found.numPassedTests,
      failed: failed === 0 && status !== 0 ? 1 : failed,
      skipped: found.numPendingTests + found.numTodoTests,
    };
  } catch (error) {
    console.error(`jest left no results: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const asked = process.argv.slice(2);
if (asked.includes("--help")) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = asked.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`there is no part ${unknown.join(", ")} (try one of: ${Object.keys(PARTS).join(", ")})`);
  process.exit(2);
}
const unfit = unfitMachine(process.versions.node, process.platform);
if (unfit !== undefined) {
  console.error(unfit);
  process.exit(1);
}
await setUpPackages();

let interruptedBy;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    interruptedBy = signal;
    running?.kill(signal);
  });
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [part, runPart] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(part)) continue;
  const began = Date.now();
  const counted = await runPart();
  if (interruptedBy !== undefined) process.exit(128 + constants.signals[interruptedBy]);
  for (const key of Object.keys(total)) total[key] += counted[key];
  console.log(`${part}: ${((Date.now() - began) / 1_000).toFixed(1)} s\n`);
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
