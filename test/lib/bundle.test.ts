import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { bundle } from "../../lib/messaging/bundle";
import { readSettings } from "../../lib/settings/stage-settings";
import { eachTestHasAFolder } from "../support/folder";
import { templatesWith } from "./synthesize";

const LAMBDA = join(__dirname, "..", "..", "lambda");

/** Folders of `lambda` that are a function. */
const handlers = readdirSync(LAMBDA).filter(
  (name) => name !== "messaging" && existsSync(join(LAMBDA, name, "index.ts")),
);

/** Bytes; a thousand to the kB. Cold starts read and compile every one of them. */
const LIMITS: Readonly<Record<string, number>> = { cashier: 350_000, barista: 480_000 };
const LIMIT_OF_ANY = 500_000;

/** Values that every function of the shop can start with, for the variables that not every text will do for. */
const VALUES: Readonly<Record<string, string>> = {
  ORDERS_QUEUE_KIND: "standard",
  TOPIC_ARNS: "arn:aws:sns:eu-west-1:123456789012:Trivia",
  PUSH_APPLICATION_ARNS: "arn:aws:sns:eu-west-1:123456789012:app/GCM/CoffeeShop-GCM",
  SMS_COUNTRY_PREFIXES: "+1",
};

/** Every variable that any function of the shop is deployed with. */
const { orders, newsletters, exhibit } = templatesWith(readSettings("example"));
const ENVIRONMENT: readonly string[] = [orders, newsletters, exhibit].flatMap((template) =>
  Object.values(template.findResources("AWS::Lambda::Function")).flatMap(({ Properties }) =>
    Object.keys(Properties.Environment?.Variables ?? {}),
  ),
);

describe.each(handlers)("the bundle of the %s", (name) => {
  const folder = eachTestHasAFolder();
  const file = join(bundle(join(LAMBDA, name, "index.ts")), "index.js");

  it("stays small enough for a quick cold start", () => {
    expect(statSync(file).size).toBeLessThanOrEqual(LIMITS[name] ?? LIMIT_OF_ANY);
  });

  it("brings everything along: it starts in an empty folder", () => {
    copyFileSync(file, join(folder(), "index.js"));
    const script = 'process.stdout.write(typeof require("./index.js").handler)';
    const env = {
      ...Object.fromEntries(ENVIRONMENT.map((variable) => [variable, VALUES[variable] ?? "given"])),
      AWS_REGION: "eu-west-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
    expect(execFileSync(process.execPath, ["-e", script], { cwd: folder(), env, encoding: "utf8" })).toBe("function");
  });
});

const PROJECT = join(__dirname, "..", "..");

const answerOf = (bundled: string): string =>
  execFileSync(process.execPath, ["-p", `require(${JSON.stringify(join(bundled, "index.js"))}).handler()`], {
    encoding: "utf8",
  }).trim();

describe("the bundle of a function", () => {
  const empty = eachTestHasAFolder();
  let folder: string;
  let entry: string;
  beforeEach(() => {
    folder = empty();
    mkdirSync(join(folder, "lambda"));
    entry = join(folder, "lambda", "index.ts");
    writeFileSync(join(folder, "lambda", "answer.ts"), "export const answer: number = 41;");
    writeFileSync(entry, 'import { answer } from "./answer"; export const handler = () => answer + 1;');
  });

  /** Bundles in a process of its own, whose current folder is the test's. */
  const bundleInFolder = (): string => {
    const loader = join(PROJECT, "node_modules", "tsx", "dist", "loader.mjs");
    const code = `require(${JSON.stringify(join(PROJECT, "lib/messaging/bundle.ts"))}).bundle(${JSON.stringify(entry)})`;
    const args = ["--import", loader, "-e", `process.stdout.write(${code})`];
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  };

  it("is made from its own entry file when it is asked for, and holds nothing but one file", () => {
    const bundled = bundleInFolder();
    expect(readdirSync(bundled)).toEqual(["index.js"]);
    expect(answerOf(bundled)).toBe("42");
  });

  it("is made again when a file that it was made from has changed, and only then", () => {
    const bundled = bundleInFolder();
    const { mtimeMs } = statSync(join(bundled, "index.js"));
    expect(bundleInFolder()).toBe(bundled);
    expect(statSync(join(bundled, "index.js")).mtimeMs).toBe(mtimeMs);
    writeFileSync(join(folder, "lambda", "answer.ts"), "export const answer: number = 1;\n");
    expect(answerOf(bundleInFolder())).toBe("2");
  });

  it("does not mind what else lies beside the entry file", () => {
    writeFileSync(join(folder, "lambda", ".DS_Store"), "");
    writeFileSync(join(folder, ".DS_Store"), "");
    expect(answerOf(bundleInFolder())).toBe("42");
  });

  it("lies in a folder that git ignores", () => {
    expect(readFileSync(join(dirname(dirname(bundleInFolder())), ".gitignore"), "utf8")).toBe("*\n");
  });

  it("lies elsewhere when the current folder cannot be written to", () => {
    writeFileSync(join(folder, ".build"), "no folder can be made here");
    const bundled = bundleInFolder();
    expect(bundled.startsWith(folder)).toBe(false);
    expect(answerOf(bundled)).toBe("42");
    rmSync(dirname(bundled), { recursive: true });
  });

  it("is not made of what does not compile: the error names file and line", () => {
    writeFileSync(entry, "export const handler = (;");
    expect(() => bundleInFolder()).toThrow(/index\.ts:1:24/);
    expect(existsSync(join(folder, ".build"))).toBe(false);
  });
});
