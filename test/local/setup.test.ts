import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canImport, pythonEnvironment } from "../../local/engine/python";
import { startOf, takeLockFile } from "../../operations/lock-file.cjs";
import { words } from "../lambda/support/words";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const PROJECT = join(__dirname, "..", "..");

/** A process id that no process has: Linux and macOS count less far. */
const DEAD = 99_999_999;

const run = (script: string, env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const options = { cwd: PROJECT, env: { PATH: process.env["PATH"], ...env } };
    execFile(process.execPath, ["--input-type=module", "-e", script], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, said: stdout + stderr }),
    );
  });

describe("a lock", () => {
  test.each<[string, string | undefined, number | undefined]>([
    ["that nobody has is taken", undefined, undefined],
    ["of a dead process is taken", String(DEAD), undefined],
    ["that says nothing is taken", "", undefined],
    ["of a living process is left", `${process.ppid} ${startOf(process.ppid)}`, process.ppid],
    ["whose id another process has got since is taken", `${process.ppid} then`, undefined],
    ["of an earlier version whose id some other program has is taken", String(process.ppid), undefined],
  ])("%s", (_, written, holder) => {
    const file = join(folder(), "lock");
    if (written !== undefined) writeFileSync(file, written);
    const had = holder ?? process.pid;
    expect([takeLockFile(file), readFileSync(file, "utf8")]).toEqual([holder, `${had} ${startOf(had)}`]);
  });

  test("is had by one at a time, also when several find that of a dead process", async () => {
    const [file, log] = [join(folder(), "lock"), join(folder(), "log")].map((path) => JSON.stringify(path));
    writeFileSync(join(folder(), "lock"), String(DEAD));
    const script = `import { appendFileSync } from "node:fs"; import { withLockFile } from "./operations/lock-file.cjs";
      await withLockFile(${file}, async () => {
        appendFileSync(${log}, "in "); await new Promise((done) => setTimeout(done, 400)); appendFileSync(${log}, "out ");
      });`;
    const ended = await Promise.all([run(script), run(script), run(script)]);
    expect(readFileSync(join(folder(), "log"), "utf8")).toBe("in out in out in out ");
    expect(ended.map(({ said }) => said).join("")).toMatch(/Process \d+ is setting things up in this folder: waiting/);
    expect(existsSync(join(folder(), "lock"))).toBe(false);
  });
});

/** Sets up a project that lacks a package, with an npm that only says how it was called. */
const setUp = (env: NodeJS.ProcessEnv = {}) => {
  writeFileSync(join(folder(), "package-lock.json"), JSON.stringify({ packages: { "node_modules/one": {} } }));
  writeFileSync(join(folder(), "npm.js"), `require("fs").writeFileSync("asked", process.argv.slice(2).join(" "))`);
  const script = `import { setUpPackages } from "./local/setup.mjs"; await setUpPackages(${JSON.stringify(folder())});`;
  return run(script, { npm_execpath: join(folder(), "npm.js"), ...env });
};

test("all packages of the lock file are installed, whatever the environment leaves out", async () => {
  expect(await setUp({ NODE_ENV: "production" })).toMatchObject({ code: 0 });
  const asked = readFileSync(join(folder(), "asked"), "utf8");
  expect(asked).toBe("ci --include=dev --include=optional --include=peer");
});

test("packages are not taken from under an open shop; one that died does not count", async () => {
  const users = join(folder(), ".shop", "setup", "users");
  mkdirSync(users, { recursive: true });
  for (const pid of [DEAD, process.pid]) writeFileSync(join(users, String(pid)), "");
  const said = `Other packages are needed, and process ${process.pid} uses the present ones: close that shop or test run first.\n`;
  expect(await setUp()).toEqual({ code: 1, said });
  expect(existsSync(join(folder(), "asked"))).toBe(false);
});

const UNHEEDED = words("PIP_USER PIP_TARGET PIP_NO_BINARY PYTHONHOME PYTHONPATH VIRTUAL_ENV UV_PYTHON");
const HEEDED = words(`
  PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CERT PIP_PROXY PIP_TRUSTED_HOST PIP_CONFIG_FILE UV_DEFAULT_INDEX HTTPS_PROXY
`);

test.each([...UNHEEDED.map((name) => [name, false] as const), ...HEEDED.map((name) => [name, true] as const)])(
  "%s is heeded by the installation of the engine: %p",
  (name, heeded) => {
    expect(name in pythonEnvironment({ [name]: "1" })).toBe(heeded);
  },
);

test("a Python that is not there, does not run or finds no engine counts as none", async () => {
  process.env["PYTHONHOME"] = "/nowhere";
  expect(await canImport("python3", "json").finally(() => delete process.env["PYTHONHOME"])).toBe(true);
  for (const python of ["/no/python", "false", "python3"])
    expect(await canImport(python, "no_such_engine")).toBe(false);
});
