import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PROJECT = join(__dirname, "..", "..", "..");

let folder: string;
let entry: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-test-"));
  mkdirSync(join(folder, "lambda"));
  entry = join(folder, "lambda", "index.ts");
  writeFileSync(join(folder, "lambda", "answer.ts"), "export const answer: number = 41;");
  writeFileSync(entry, 'import { answer } from "./answer"; export const handler = () => answer + 1;');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles in a process of its own, whose current folder is the test's. */
const bundle = (cwd = folder): string =>
  execFileSync(
    process.execPath,
    [
      "--import",
      join(PROJECT, "node_modules", "tsx", "dist", "loader.mjs"),
      "-e",
      `process.stdout.write(require(${JSON.stringify(join(PROJECT, "lib/messaging/bundle.ts"))}).bundle(${JSON.stringify(entry)}))`,
    ],
    { cwd, encoding: "utf8" },
  );

const answerOf = (bundled: string): string =>
  execFileSync(process.execPath, ["-p", `require(${JSON.stringify(join(bundled, "index.js"))}).handler()`], {
    encoding: "utf8",
  }).trim();

describe("the bundle of a function", () => {
  it("is made from its own entry file when it is asked for, and holds nothing but one file", () => {
    const bundled = bundle();
    expect(readdirSync(bundled)).toEqual(["index.js"]);
    expect(answerOf(bundled)).toBe("42");
  });

  it("is made again when a file that it was made from has changed, and only then", () => {
    const bundled = bundle();
    const { mtimeMs } = statSync(join(bundled, "index.js"));
    expect(bundle()).toBe(bundled);
    expect(statSync(join(bundled, "index.js")).mtimeMs).toBe(mtimeMs);
    writeFileSync(join(folder, "lambda", "answer.ts"), "export const answer: number = 1;\n");
    expect(answerOf(bundle())).toBe("2");
  });

  it("does not mind what else lies beside the entry file", () => {
    writeFileSync(join(folder, "lambda", ".DS_Store"), "");
    writeFileSync(join(folder, ".DS_Store"), "");
    expect(answerOf(bundle())).toBe("42");
  });

  it("lies in a folder that git ignores", () => {
    expect(readFileSync(join(dirname(dirname(bundle())), ".gitignore"), "utf8")).toBe("*\n");
  });

  it("lies elsewhere when the current folder cannot be written to", () => {
    writeFileSync(join(folder, ".build"), "no folder can be made here");
    const bundled = bundle();
    expect(bundled.startsWith(folder)).toBe(false);
    expect(answerOf(bundled)).toBe("42");
    rmSync(dirname(bundled), { recursive: true });
  });

  it("is not made of what does not compile: the error names file and line", () => {
    writeFileSync(entry, "export const handler = (;");
    expect(() => bundle()).toThrow(/index\.ts:1:24/);
    expect(existsSync(join(folder, ".build"))).toBe(false);
  });
});
