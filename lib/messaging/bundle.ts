import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type BuildOptions, buildSync, version } from "esbuild";

/** One file for one cold start, the AWS SDK included: what was tested is what runs. */
const OPTIONS = {
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node24",
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/** What a bundle was made from: each file's time of change and size. */
type Inputs = Readonly<Record<string, string>>;

/** Folders of the bundles of this process. */
const made = new Map<string, string>();

/**
 * Bundles the entry file of a function when a template is synthesized. Nothing has to be built beforehand, and nothing is
 * built twice: a bundle is kept in `.build` of the current folder for as long as none of its source files changes. Two
 * programs may do this at the same time.
 *
 * @param entry TypeScript or JavaScript file that exports `handler`
 * @returns a folder with one file, `index.js`
 * @throws Error of esbuild, which names the file and the line
 */
export const bundle = (entry: string): string => {
  const file = resolve(entry);
  const known = made.get(file);
  if (known !== undefined) return known;
  const name = `${basename(dirname(file))}-${digest(version, JSON.stringify(OPTIONS), file)}`;
  const kept = join(process.cwd(), ".build", name);
  const folder = isFresh(kept) ? kept : build(file, kept);
  made.set(file, join(folder, "code"));
  return join(folder, "code");
};

const isFresh = (folder: string): boolean => {
  try {
    const inputs: Inputs = JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8"));
    return Object.entries(inputs).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
};

const build = (entry: string, wanted: string): string => {
  const { outputFiles, metafile } = buildSync({ ...OPTIONS, entryPoints: [entry], write: false, metafile: true });
  const inputs: Inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [resolve(file), stampOf(file)]));
  const folder = writable(wanted);
  replace(join(folder, "code", "index.js"), outputFiles[0]?.text ?? "");
  replace(join(folder, "inputs.json"), JSON.stringify(inputs));
  return folder;
};

/** The wanted folder; in a checkout that cannot be written to, a temporary one. */
const writable = (wanted: string): string => {
  try {
    mkdirSync(join(wanted, "code"), { recursive: true });
    writeFileSync(join(dirname(wanted), ".gitignore"), "*\n");
    return wanted;
  } catch {
    const folder = mkdtempSync(join(tmpdir(), "bundle-"));
    mkdirSync(join(folder, "code"));
    return folder;
  }
};

/** In one step, so that nobody reads half a file. */
const replace = (file: string, text: string): void => {
  const draft = join(dirname(dirname(file)), `.${basename(file)}.${process.pid}`);
  writeFileSync(draft, text);
  renameSync(draft, file);
};

const stampOf = (file: string): string => {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
};

const digest = (...texts: readonly string[]): string =>
  createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 12);
