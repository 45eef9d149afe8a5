import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";

const PROJECT = join(__dirname, "..", "..");
const LAMBDA = join(PROJECT, "lambda");
const BUILD = join(PROJECT, ".build");

/** Folders of `lambda/` that are a function: those with an `index.ts`. */
export const handlerNames = (): string[] =>
  readdirSync(LAMBDA).filter((name) => readdirSync(join(LAMBDA, name)).includes("index.ts"));

/** Where the bundle of a function lies: a folder with one `index.js`. */
export const bundleFolder = (handler: string): string => join(BUILD, handler);

/**
 * Bundles every function once, the AWS SDK included: what was tested is what runs, and a cold start reads one file.
 *
 * A bundle that did not change is left alone, and a new one replaces the old in one step, so that two programs may do
 * this at the same time.
 */
export const bundleHandlers = (): void => {
  const handlers = handlerNames();
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT,
    entryPoints: handlers.map((name) => ({ in: join(LAMBDA, name, "index.ts"), out: join(name, "index") })),
    outdir: BUILD,
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
  });
  for (const { path, text } of outputFiles) replaceIfChanged(path, text);
};

const replaceIfChanged = (path: string, text: string): void => {
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  const draft = join(BUILD, `${process.pid}-${dirname(path).split("/").at(-1)}.js`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
};
