import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as v from "valibot";

/** A bug planted on purpose, and the test that has to notice it. */
export interface Mutant {
  /** What is broken, in words. */
  readonly bug: string;
  /** The file it is planted in, from the root of the project. */
  readonly file: string;
  /** The text that is replaced: it occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The file with the test that goes red, from the root of the project. */
  readonly test: string;
  /** The full name of that test, or its beginning: the names of its `describe`s and its own. */
  readonly killedBy: string;
}

/** Plants a bug in the text of its file. @throws Error when the text to replace is not there once */
export const plant = ({ bug, file, find, replace }: Mutant, text: string): string => {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`"${bug}" does not fit ${file}: the text to replace is there ${places} times`);
  // A function, since `$` means something in a replacement text.
  const planted = text.replace(find, () => replace);
  if (planted === text) throw new Error(`"${bug}" changes nothing in ${file}`);
  return planted;
};

/** What became of a planted bug. */
export type Outcome =
  /** The named test went red. */
  | "killed"
  /** The named test stayed green. */
  | "survived"
  /** The named test did not run: the list is wrong, or the bug keeps the whole file from running. */
  | "not tested";

/** Judges a bug by what the test did that has to notice it. A test that never ends has noticed it too. */
const judge = ({ killedBy }: Mutant, { outcomes, timedOut }: TestRun): Outcome => {
  if (timedOut) return "killed";
  const named = [...outcomes].filter(([name]) => name.startsWith(killedBy));
  if (named.length === 0) return "not tested";
  return named.every(([, passed]) => passed) ? "survived" : "killed";
};

/** What became of the bugs planted in one place. */
export interface Tally {
  /** A test went red. */
  readonly killed: number;
  /** The tests did not come to an end. */
  readonly timedOut: number;
  readonly survived: number;
  /** No test came by. */
  readonly notCovered: number;
}

/** Counts by Stryker's words for the outcomes; mutants that were left out or broke nothing but the build count nowhere. */
export const tally = (statuses: readonly string[]): Tally => {
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  return {
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: count("Survived"),
    notCovered: count("NoCoverage"),
  };
};

export const planted = ({ killed, timedOut, survived, notCovered }: Tally): number =>
  killed + timedOut + survived + notCovered;

/** The percentage of planted bugs that tests noticed; 100 where there is nothing to plant. */
export const score = (counted: Tally): number =>
  planted(counted) === 0 ? 100 : (100 * (counted.killed + counted.timedOut)) / planted(counted);

export const sum = (tallies: readonly Tally[]): Tally => {
  const of = (key: keyof Tally) => tallies.reduce((total, one) => total + one[key], 0);
  return { killed: of("killed"), timedOut: of("timedOut"), survived: of("survived"), notCovered: of("notCovered") };
};

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
interface TestRun {
  /** Tests that ran: full name -> whether it passed. */
  readonly outcomes: ReadonlyMap<string, boolean>;
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
const runTests = async (folder: string, file: string, nameBegins = ""): Promise<TestRun> => {
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

const PROJECT = join(__dirname, "..", "..");

/** A copy of the project's files to break things in; it shares the installed packages. */
class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "coffee-mutants-"));

  constructor() {
    const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: PROJECT,
      encoding: "utf8",
    });
    for (const file of list.split("\0").filter((name) => name !== "")) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(PROJECT, file), join(this.folder, file));
    }
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Works with a bug planted, and takes it out again. */
  async with<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, mutant.file);
    const sound = readFileSync(file, "utf8");
    writeFileSync(file, plant(mutant, sound));
    try {
      return await work();
    } finally {
      writeFileSync(file, sound);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Verdict {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** Why it was not tested. */
  readonly problem?: string;
}

/**
 * Plants each bug in a copy of the project, one at a time, and runs the test that has to notice it.
 *
 * @param lanes copies that are worked in at the same time
 * @param onVerdict told of each bug as it is judged
 */
export const campaign = async (
  mutants: readonly Mutant[],
  lanes: number,
  signal: AbortSignal,
  onVerdict: (verdict: Verdict) => void,
) => {
  const copies: ProjectCopy[] = [];
  const removeAll = () => {
    for (const copy of copies) copy.remove();
  };
  process.once("exit", removeAll);
  try {
    for (let lane = 0; lane < lanes; lane += 1) copies.push(new ProjectCopy());
    const unsound = await findUnsound(copies[0] ?? new ProjectCopy(), mutants, signal);
    const verdicts: Verdict[] = [];
    const waiting = [...mutants];
    const work = async (copy: ProjectCopy): Promise<void> => {
      for (let mutant = waiting.shift(); mutant !== undefined && !signal.aborted; mutant = waiting.shift()) {
        const verdict = await tryOut(copy, mutant);
        verdicts.push(verdict);
        onVerdict(verdict);
      }
    };
    await Promise.all(copies.map(work));
    signal.throwIfAborted();
    return { unsound, verdicts };
  } finally {
    removeAll();
    process.off("exit", removeAll);
  }
};

/** Names of tests that are red without any bug, or that are not there. */
const findUnsound = async (copy: ProjectCopy, mutants: readonly Mutant[], signal: AbortSignal): Promise<string[]> => {
  const unsound: string[] = [];
  for (const file of new Set(mutants.map(({ test }) => test))) {
    signal.throwIfAborted();
    const { outcomes } = await runTests(copy.folder, file);
    for (const killedBy of new Set(mutants.filter(({ test }) => test === file).map((mutant) => mutant.killedBy))) {
      const named = [...outcomes].filter(([name]) => name.startsWith(killedBy));
      if (named.length === 0) unsound.push(`${file}: there is no test "${killedBy}…"`);
      for (const [name, passed] of named) if (!passed) unsound.push(`${file}: "${name}" is red without any bug`);
    }
  }
  return unsound;
};

const tryOut = async (copy: ProjectCopy, mutant: Mutant): Promise<Verdict> => {
  const began = Date.now();
  const run = await copy.with(mutant, () => runTests(copy.folder, mutant.test, mutant.killedBy));
  const outcome = judge(mutant, run);
  const milliseconds = Date.now() - began;
  return { mutant, outcome, milliseconds, ...(outcome === "not tested" && { problem: run.message.slice(0, 400) }) };
};
