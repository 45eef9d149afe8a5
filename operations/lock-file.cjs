// @ts-nocheck: the page checks the scripts it is made of, and gets here by a type that it shares with the operations.
// A file that names the process that has something to itself. CommonJS, since also the set-up reads it, which runs before there is TypeScript.
const { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");

const POLL_MS = 300;

/**
 * Whether a process exists, ours or not.
 *
 * @param {number} pid
 */
const processIsAlive = (pid) => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
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
    const holder = pidIn(file);
    if (holder !== process.pid && processIsAlive(holder)) return holder;
    // Of several that find it, one moves it away; who moved the file of somebody quicker gives it back.
    const moved = `${file}.${process.pid}.moved`;
    try {
      renameSync(file, moved);
      if (!Object.is(pidIn(moved), holder)) linkSync(moved, file);
    } catch (error) {
      if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
    } finally {
      rmSync(moved, { force: true });
    }
  }
  return undefined;
};

/** Writes this process's id into a file that must not exist yet; nobody ever sees it empty. */
const writeNew = (file) => {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, String(process.pid));
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

const pidIn = (file) => {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
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

module.exports = { processIsAlive, takeLockFile, withLockFile };
