import { type Fate, judge } from "./judge";
import type { Mutant } from "./mutant";
import { ProjectCopy } from "./project-copy";
import { runTests } from "./run-tests";

export interface Verdict {
  readonly mutant: Mutant;
  readonly fate: Fate;
  readonly milliseconds: number;
  /** Why it was not tested. */
  readonly problem?: string;
}

/** What the sound project does in the tests that have to notice bugs; each is green before any bug is planted. */
export interface Baseline {
  readonly tests: number;
  /** Names of tests that are red without any bug, or that are not there. */
  readonly unsound: readonly string[];
}

export interface Campaign {
  readonly baseline: Baseline;
  readonly verdicts: readonly Verdict[];
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
): Promise<Campaign> => {
  const copies: ProjectCopy[] = [];
  const removeAll = () => {
    for (const copy of copies) copy.remove();
  };
  process.once("exit", removeAll);
  try {
    for (let lane = 0; lane < lanes; lane += 1) copies.push(new ProjectCopy());
    const [first] = copies;
    if (first === undefined) throw new Error("at least one lane is needed");
    const baseline = await runSound(first, mutants, signal);
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
    return { baseline, verdicts };
  } finally {
    removeAll();
    process.off("exit", removeAll);
  }
};

const runSound = async (copy: ProjectCopy, mutants: readonly Mutant[], signal: AbortSignal): Promise<Baseline> => {
  const unsound: string[] = [];
  let tests = 0;
  for (const file of new Set(mutants.map(({ test }) => test))) {
    signal.throwIfAborted();
    const { outcomes } = await runTests(copy.folder, file);
    for (const killedBy of new Set(mutants.filter(({ test }) => test === file).map((mutant) => mutant.killedBy))) {
      const named = [...outcomes].filter(([name]) => name.startsWith(killedBy));
      tests += named.length;
      if (named.length === 0) unsound.push(`${file}: there is no test "${killedBy}…"`);
      for (const [name, passed] of named) if (!passed) unsound.push(`${file}: "${name}" is red without any bug`);
    }
  }
  return { tests, unsound };
};

const tryOut = async (copy: ProjectCopy, mutant: Mutant): Promise<Verdict> => {
  const began = Date.now();
  const run = await copy.with(mutant, () => runTests(copy.folder, mutant.test, mutant.killedBy));
  const fate = judge(mutant, run);
  const milliseconds = Date.now() - began;
  return { mutant, fate, milliseconds, ...(fate === "not tested" && { problem: run.message.slice(0, 400) }) };
};
