// `npm run test:mutants`: plants bugs in the functions and in the infrastructure, and says which of them tests noticed.
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { table } from "../../cli/table";
import stryker from "../../stryker.config.mjs";
import { handlerFolders, mutateFolder } from "./handlers";
import { campaign, planted, score, sum, type Tally, tally, type Verdict } from "./planted-bugs";
import { TEMPLATE_MUTANTS } from "./templates";

/** Two tests at a time keep a small machine busy; more of them only wait for each other. */
const MOST_LANES = 4;

/** Percent of the planted bugs that have to be noticed. */
const LEAST = { templates: 95, handlers: stryker.thresholds.break };

const program = new Command("npm run test:mutants --")
  .description("Plants bugs in a copy of the project, one at a time, and runs the tests that have to notice them.")
  .argument("[paths...]", "only bugs in these files or folders, for example lambda/cashier or lib/messaging")
  .addOption(
    new Option(
      "--only <kind>",
      "templates: a list of bugs of infrastructure; handlers: whatever Stryker finds to break in lambda",
    ).choices(["templates", "handlers"]),
  )
  .option(
    "--lanes <number>",
    "bugs that are tried out at the same time",
    (given) => {
      const lanes = Number(given);
      if (Number.isInteger(lanes) && lanes >= 1 && lanes <= 16) return lanes;
      throw new InvalidArgumentError("must be a whole number from 1 to 16");
    },
    Math.min(MOST_LANES, availableParallelism()),
  )
  .parse();

const { only, lanes } = program.opts<{ only?: "templates" | "handlers"; lanes: number }>();
const paths = program.args.map((path) => path.replace(/^\.\/|\/+$/g, ""));

const isIn = (file: string): boolean =>
  paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path}/`));
const folders = only === "templates" ? new Map<string, readonly string[]>() : handlerFolders(paths);
const templates = only === "handlers" ? [] : TEMPLATE_MUTANTS.filter(({ file }) => isIn(file));
if (folders.size === 0 && templates.length === 0)
  program.error(`nothing to break in ${paths.join(", ")}`, { exitCode: 2 });

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

interface Part {
  readonly place: string;
  readonly counted: Tally;
  readonly enough: boolean;
}

const main = async (): Promise<number> => {
  const parts: Part[] = [];
  for (const [folder, patterns] of folders) {
    const counted = await mutateFolder(folder, patterns, lanes, interrupted.signal);
    parts.push({ place: `lambda/${folder}`, counted, enough: score(counted) >= LEAST.handlers });
  }
  if (templates.length > 0) parts.push(await plantTemplates());
  print(parts);
  return parts.every(({ enough }) => enough) ? 0 : 1;
};

const plantTemplates = async (): Promise<Part> => {
  console.error(`${templates.length} bugs of infrastructure to plant, ${lanes} at a time`);
  let done = 0;
  const tell = ({ mutant, outcome, milliseconds }: Verdict) => {
    done += 1;
    console.error(`${done}/${templates.length}  ${outcome}  ${mutant.bug}  (${(milliseconds / 1_000).toFixed(1)} s)`);
  };
  const { unsound, verdicts } = await campaign(templates, lanes, interrupted.signal, tell);
  for (const problem of unsound) console.error(`unsound: ${problem}`);
  for (const { mutant, problem } of verdicts) if (problem) console.error(`not tested: ${mutant.bug}\n${problem}`);
  for (const line of table(...noticed(templates.flatMap((bug) => verdicts.filter(({ mutant }) => mutant === bug)))))
    console.log(line);
  const counted = tally(verdicts.map(({ outcome }) => STRYKERS_WORD[outcome]));
  const accounted = verdicts.every(({ outcome }) => outcome === "killed");
  const enough = unsound.length === 0 && accounted && score(counted) >= LEAST.templates;
  return { place: "infrastructure", counted, enough };
};

const STRYKERS_WORD = {
  killed: "Killed",
  survived: "Survived",
  "not tested": "NoCoverage",
} as const satisfies Record<Verdict["outcome"], string>;

const noticed = (verdicts: readonly Verdict[]): Parameters<typeof table> => [
  ["bug", "planted in", "outcome", "by"].map((heading) => ({ heading })),
  verdicts.map(({ mutant, outcome }) => [mutant.bug, mutant.file, outcome, `${mutant.test} › ${mutant.killedBy}`]),
];

const print = (parts: readonly Part[]): void => {
  const whole = { place: "all", counted: sum(parts.map(({ counted }) => counted)), enough: true };
  const rows = [...parts, ...(parts.length > 1 ? [whole] : [])].map(({ place, counted, enough }) => [
    place,
    ...[planted(counted), counted.killed, counted.timedOut, counted.survived, counted.notCovered].map(String),
    `${score(counted).toFixed(1)} %`,
    enough ? "" : "too few",
  ]);
  const counts = ["planted", "killed", "timed out", "survived", "not covered", "score"];
  const headings = [{ heading: "where" }, ...counts.map((heading) => ({ heading, numeric: true })), { heading: "" }];
  console.log("");
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
