import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tooOld } from "../bin/check-node.cjs";
import { processIsAlive, startOf, withLockFile } from "../operations/lock-file.cjs";

/** The folder of the project. */
export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** How much of npm's output is shown when it fails. */
const SHOWN_LINES = 15;

/**
 * Why the shop cannot run on this machine, or undefined when it can.
 *
 * @param {string} nodeVersion as in `process.versions.node`
 * @param {string} platform as in `process.platform`
 * @returns {string | undefined}
 */
export const unfitMachine = (nodeVersion, platform) => {
  if (platform === "win32") {
    return "the local shop runs on Linux and macOS, not on Windows itself: start it in the Windows Subsystem for Linux";
  }
  return tooOld(nodeVersion);
};

/**
 * Whether the installed packages are those of the lock file. npm writes down what it installed when it has finished,
 * so an installation that was interrupted does not count.
 *
 * @param {string} project
 * @returns {boolean}
 */
export const packagesAreInstalled = (project) => {
  const installedFile = join(project, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(join(project, "package-lock.json"));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
};

/** Beside `node_modules`, which npm removes: the lock of the set-up, and a file for each process that uses the packages. */
const inSetUp = (project, ...names) => join(project, ".shop", "setup", ...names);

/**
 * Installs the packages of the lock file with `npm ci`, unless they are there; one process at a time, and none while
 * another uses those of before. The whole process ends when that fails or when somebody interrupts it.
 *
 * @param {string} [project]
 * @returns {Promise<void>}
 */
export const setUpPackages = async (project = PROJECT) => {
  if (!packagesAreInstalled(project)) {
    await withLockFile(inSetUp(project, "lock"), () => packagesAreInstalled(project) || install(project));
  }
  useUntilTheEnd(inSetUp(project, "users"));
};

const useUntilTheEnd = (folder) => {
  const file = join(folder, String(process.pid));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, startOf(process.pid) ?? "");
    process.on("exit", () => rmSync(file, { force: true }));
  } catch {
    // Where nothing can be written, nobody can install anything either.
  }
};

const otherUser = (folder) =>
  existsSync(folder) &&
  readdirSync(folder).find(
    (name) => +name !== process.pid && processIsAlive(+name, readFileSync(join(folder, name), "utf8")),
  );

/** Whatever `NODE_ENV` and npm's settings leave out: the lock file is all or nothing. */
const EVERYTHING = ["--include=dev", "--include=optional", "--include=peer"];

const install = async (project) => {
  const user = otherUser(inSetUp(project, "users"));
  if (user) {
    console.error(
      `Other packages are needed, and process ${user} uses the present ones: close that shop or test run first.`,
    );
    process.exit(1);
  }
  const began = Date.now();
  console.log("Installing the packages (npm ci), once …");
  const { status, output, interruptedBy } = await runNpm(["ci", ...EVERYTHING], project);
  if (interruptedBy !== undefined) process.exit(128 + constants.signals[interruptedBy]);
  if (status !== 0) {
    console.error(output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n"));
    console.error("The packages could not be installed: see above, put it right and start again.");
    process.exit(1);
  }
  console.log(`Installed the packages  ${((Date.now() - began) / 1_000).toFixed(1)} s`);
};

const readPackages = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** Runs npm: the very one this was started by, if it was started by npm. Resolves when it has ended, whatever ended it. */
const runNpm = async (args, project) => {
  const npm = process.env.npm_execpath ?? "";
  const [command, ...before] = /\.c?js$/.test(npm) ? [process.execPath, npm] : ["npm"];
  const child = spawn(command, [...before, ...args], { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let interruptedBy;
  const interrupt = (signal) => {
    interruptedBy = signal;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, interrupt);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  try {
    const [status] = await once(child, "close");
    return { status, output, interruptedBy };
  } catch (error) {
    return { status: 1, output: `${output}${command} cannot be started: ${error.message}`, interruptedBy };
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
};
