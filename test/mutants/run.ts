// `npm run test:mutants`: plants every bug of the list and prints which test noticed it.
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { table } from "../../cli/table";
import { MUTANTS } from "./all-mutants";
import { campaign, type Verdict } from "./campaign";

/** Two tests at a time keep a small machine busy; more of them only wait for each other. */
const MOST_LANES = 4;

/** Of all planted bugs, so many have to be noticed. */
const LEAST_KILLED = 0.95;

const groups = Object.keys(MUTANTS);

const program = new Command("npm run test:mutants --")
  .description("Plants every bug of the list in a copy of the project and runs the test that has to notice it.")
  .argument("[groups...]", `which bugs: ${groups.join(", ")}; all when none is named`)
  .option("--only <text>", "only bugs whose description has this text")
  .option(
    "--lanes <number>",
    "copies to work in at the same time",
    (given) => {
      const lanes = Number(given);
      if (Number.isInteger(lanes) && lanes >= 1 && lanes <= 16) return lanes;
      throw new InvalidArgumentError("must be a whole number from 1 to 16");
    },
    Math.min(MOST_LANES, availableParallelism()),
  )
  .option("--json", "print JSON")
  .parse();

const { only = "", lanes, json } = program.opts<{ only?: string; lanes: number; json?: boolean }>();
for (const group of program.args) {
  if (!groups.includes(group))
    program.error(`no such group: ${group} (try one of: ${groups.join(", ")})`, { exitCode: 2 });
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

const main = async (): Promise<number> => {
  const chosen = Object.entries(MUTANTS)
    .filter(([group]) => program.args.length === 0 || program.args.includes(group))
    .flatMap(([, mutants]) => mutants)
    .filter(({ bug }) => bug.includes(only));
  console.error(`${chosen.length} bugs to plant, ${lanes} at a time`);
  let done = 0;
  const { baseline, verdicts } = await campaign(chosen, lanes, interrupted.signal, ({ mutant, fate, milliseconds }) => {
    done += 1;
    console.error(`${done}/${chosen.length}  ${fate}  ${mutant.bug}  (${(milliseconds / 1_000).toFixed(1)} s)`);
  });
  const inOrder = chosen.flatMap((mutant) => verdicts.filter((verdict) => verdict.mutant === mutant));
  const killed = inOrder.filter(({ fate }) => fate === "killed").length;
  const explained = inOrder.filter(({ fate }) => fate === "survived, explained").length;
  if (json) console.log(JSON.stringify({ baseline, killed, of: inOrder.length, verdicts: inOrder }, null, 2));
  else print(inOrder);
  for (const problem of baseline.unsound) console.error(`unsound: ${problem}`);
  for (const { mutant, problem } of inOrder) if (problem) console.error(`not tested: ${mutant.bug}\n${problem}`);
  console.error(
    `${killed} of ${inOrder.length} bugs killed by ${baseline.tests} tests, which are green without them; ${explained} survive for a stated reason`,
  );
  const accounted = inOrder.every(({ fate }) => fate === "killed" || fate === "survived, explained");
  const enough = inOrder.length > 0 && killed / inOrder.length >= LEAST_KILLED;
  return baseline.unsound.length === 0 && accounted && enough ? 0 : 1;
};

const print = (verdicts: readonly Verdict[]): void => {
  const rows = verdicts.map(({ mutant, fate }) => [
    mutant.bug,
    mutant.file,
    fate,
    mutant.survives ?? `${mutant.test} › ${mutant.killedBy}`,
  ]);
  const headings = ["bug", "planted in", "fate", "by"].map((heading) => ({ heading }));
  for (const line of table(headings, rows)) console.log(line);
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(interrupted.signal.aborted ? "interrupted" : error);
    process.exitCode = interrupted.signal.aborted ? 130 : 1;
  },
);
