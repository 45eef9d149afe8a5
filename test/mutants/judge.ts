import type { Mutant } from "./mutant";
import type { TestRun } from "./run-tests";

/** What became of a planted bug. */
export type Fate =
  /** The named test went red. */
  | "killed"
  /** The named test stayed green. */
  | "survived"
  /** It stayed green, as said beforehand, with the reason. */
  | "survived, explained"
  /** The named test did not run: the list is wrong, or the bug keeps the whole file from running. */
  | "not tested";

/** Judges a bug by what the test did that has to notice it. A test that never ends has noticed it too. */
export const judge = ({ killedBy, survives }: Mutant, { outcomes, timedOut }: TestRun): Fate => {
  if (timedOut) return "killed";
  const named = [...outcomes].filter(([name]) => name.startsWith(killedBy));
  if (named.length === 0) return "not tested";
  if (named.some(([, passed]) => !passed)) return "killed";
  return survives === undefined ? "survived" : "survived, explained";
};
