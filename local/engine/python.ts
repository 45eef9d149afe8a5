import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export const OLDEST_PYTHON = "3.10";

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const PROBE = "import sys; print('.'.join(map(str, sys.version_info[:3])))";

/** Asks a command for its version; rejects when there is no such command. */
const probe = async (command: string): Promise<string> =>
  (await run(command, ["-c", PROBE], { timeout: 10_000 })).stdout.trim();

/** Looks for a Python on the PATH: returns the first that is new enough, otherwise the versions of those that are too old. */
export const findPython = async (ask = probe) => {
  const tooOld: string[] = [];
  for (const command of CANDIDATES) {
    const version = await ask(command).catch(() => undefined);
    if (version === undefined) continue;
    if (isNewEnough(version)) return { python: { command, version } };
    tooOld.push(version);
  }
  return { tooOld };
};

export const isNewEnough = (version: string): boolean =>
  version.localeCompare(OLDEST_PYTHON, "en", { numeric: true }) >= 0;
