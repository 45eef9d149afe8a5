// @ts-nocheck: the page checks the scripts it is made of, and gets here by a type that it shares with the operations.
// A file that names the process that has something to itself. CommonJS, since also the set-up reads it, which runs before there is TypeScript.
const { execFileSync } = require("node:child_process");
const { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");

const POLL_MS = 300;

/**
 * When a process started, as this system tells it: no two processes have the same id and the same start. Undefined for one
 * that does not exist, or has ended and only waits for its parent to take note.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
const startOf = (pid) => {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    if (process.platform !== "linux") return ps(pid, "lstart").replace(/\s+/g, "_") || undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
    return "ZX".includes(state) ? undefined : `${boot}-${fields[18]}`;
  } catch {
    return undefined;
  }
};

const ps = (pid, what) =>
  execFileSync("ps", ["-o", `${what}=`, "-p", String(pid)], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

/**
 * Whether a process exists, ours or not.
 *
 * @param {number} pid
 * @param {string} [started] as `startOf` told it: another process that has got the same id meanwhile does not count
 */
const processIsAlive = (pid, started) => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (started) return startOf(pid) === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** The holder that a lock file names, if that one lives. Earlier versions wrote the id alone: it counts for a shop. */
const holderIn = (text) => {
  const [id, started] = text.split(" ");
  const pid = Number(id);
  return (started ? processIsAlive(pid, started) : isShop(pid)) ? pid : undefined;
};

const isShop = (pid) => {
  if (startOf(pid) === undefined) return false;
  try {
    const linux = process.platform === "linux";
    return /\bstart\.mjs\b/.test(linux ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : ps(pid, "command"));
  } catch {
    return false;
  }
};

/**
 * Takes a file for this process, unless a living one has it. A file of a dead process does not count.
 *
 * @param {string} file
 * @returns {number | undefined} the living process that has it; undefined when it is taken
 */
const takeLockFile = (file) => {
  while (!writeNew(file)) {
    const found = textIn(file);
    const holder = holderIn(found);
    if (holder !== undefined && holder !== process.pid) return holder;
    // Of several that find it, one moves it away; who moved the file of somebody quicker gives it back.
    const moved = `${file}.${process.pid}.moved`;
    try {
      renameSync(file, moved);
      if (textIn(moved) !== found) linkSync(moved, file);
    } catch (error) {
      if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
    } finally {
      rmSync(moved, { force: true });
    }
  }
  return undefined;
};

/** Writes this process's id and start into a file that must not exist yet; nobody ever sees it empty. */
const writeNew = (file) => {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${process.pid} ${startOf(process.pid) ?? ""}`);
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

const textIn = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/**
 * Does what only one process at a time may do; says for whom it waits.
 *
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {{ say?: (line: string) => void, signal?: AbortSignal }} [options] `signal` ends waiting, with its reason
 * @returns {Promise<T>}
 */
const withLockFile = async (file, work, { say = console.log, signal } = {}) => {
  mkdirSync(dirname(file), { recursive: true });
  let said = false;
  for (let holder = takeLockFile(file); holder !== undefined; holder = takeLockFile(file)) {
    if (!said) say(`Process ${holder} is setting things up in this folder: waiting for it (it holds ${file}) …`);
    said = true;
    await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
    signal?.throwIfAborted();
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.off("exit", release);
  }
};

module.exports = { processIsAlive, startOf, takeLockFile, withLockFile };
