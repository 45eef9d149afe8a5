import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

/** Tests that ran: full name -> whether it passed. */
export type Outcomes = ReadonlyMap<string, boolean>;

const report = v.object({
  testResults: v.array(
    v.object({
      message: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

/** A mutant may wait for something that never comes. */
const LONGEST_RUN_MS = 240_000;

/** What became of a test file in a copy of the project. */
export interface TestRun {
  readonly outcomes: Outcomes;
  /** What kept the file from running, or else what it printed. */
  readonly message: string;
  readonly timedOut: boolean;
}

/**
 * Runs the tests of one file whose names begin with a text.
 *
 * @param folder of a project
 * @param file from there
 */
export const runTests = async (folder: string, file: string, nameBegins = ""): Promise<TestRun> => {
  const results = join(folder, ".mutant-results.json");
  rmSync(results, { force: true });
  const name = nameBegins === "" ? [] : ["--testNamePattern", `^${escaped(nameBegins)}`];
  const args = ["--selectProjects", "unit", "--json", `--outputFile=${results}`, ...name, "--runTestsByPath", file];
  const jest = spawn(process.execPath, [join("node_modules", "jest", "bin", "jest.js"), ...args], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, CI: "true", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    jest.kill("SIGKILL");
  }, LONGEST_RUN_MS);
  await new Promise((resolve) => jest.once("close", resolve));
  clearTimeout(timer);
  if (timedOut) return { outcomes: new Map(), message: "it never ended", timedOut };
  const { testResults } = v.parse(report, JSON.parse(readFileSync(results, "utf8")));
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed");
  return {
    outcomes: new Map(ran.map(({ fullName, status }) => [fullName, status === "passed"])),
    message: testResults.map(({ message }) => message).join("\n"),
    timedOut,
  };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
