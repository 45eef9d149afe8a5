import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type Tally, tally } from "./planted-bugs";

const PROJECT = join(__dirname, "..", "..");

/**
 * Bugs in a folder below `lambda` are to be noticed by the tests of the same name below `test/lambda`. What several
 * functions share is also theirs to test.
 */
export const ALSO_TESTED_BY: Readonly<Record<string, readonly string[]>> = {
  contacts: ["membership"],
  messages: ["cashier"],
  messaging: ["barista", "cashier"],
};

/** The folders below `lambda` with at least one of the paths in them, or all, each with what is to be mutated there. */
export const handlerFolders = (paths: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const folders = readdirSync(join(PROJECT, "lambda"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const chosen = folders.map(({ name }) => {
    const folder = `lambda/${name}`;
    const whole = paths.length === 0 || paths.some((path) => folder === path || folder.startsWith(`${path}/`));
    const parts = whole ? [folder] : paths.filter((path) => path.startsWith(`${folder}/`));
    return [name, parts.map((part) => (part.endsWith(".ts") ? part : `${part}/**/*.ts`))] as const;
  });
  return new Map(chosen.filter(([, patterns]) => patterns.length > 0));
};

const report = v.object({
  files: v.record(v.string(), v.object({ mutants: v.array(v.object({ status: v.string() })) })),
});

/** Lets Stryker plant bugs in one folder; what it found out stays in `.stryker/<folder>.json`. @throws Error when it fails */
export const mutateFolder = async (
  folder: string,
  patterns: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Tally> => {
  const file = join(PROJECT, ".stryker", `${folder}.json`);
  rmSync(file, { force: true });
  const args = ["run", "--mutate", patterns.join(","), "--concurrency", String(concurrency)];
  const env = {
    ...process.env,
    MUTANTS_TESTED_BY: [folder, ...(ALSO_TESTED_BY[folder] ?? [])].join(","),
    MUTANTS_REPORT: folder,
  };
  const stryker = spawn(join(PROJECT, "node_modules", ".bin", "stryker"), args, {
    cwd: PROJECT,
    env,
    signal,
    killSignal: "SIGINT", // it ends its test processes then
    stdio: ["ignore", 2, 2],
  });
  await new Promise((resolve, reject) => stryker.once("error", reject).once("close", resolve));
  if (!existsSync(file)) throw new Error(`Stryker left no report on lambda/${folder}`);
  const { files } = v.parse(report, JSON.parse(readFileSync(file, "utf8")));
  return tally(Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status)));
};
