import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The oldest Python the engine runs on. */
export const OLDEST_PYTHON = [3, 10] as const;

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const PROBE = "import sys; print('.'.join(map(str, sys.version_info[:3])))";

/** A Python that is new enough. */
export interface Python {
  readonly command: string;
  readonly version: string;
}

/** Asks a command for its version; rejects when there is no such command. */
type Probe = (command: string) => Promise<string>;

const probe: Probe = async (command) => (await run(command, ["-c", PROBE], { timeout: 10_000 })).stdout.trim();

/** What was found of Python: the first that is new enough, otherwise the versions of those that are too old. */
type FoundPython = { readonly python: Python } | { readonly tooOld: readonly string[] };

/** Looks for a Python on the PATH. */
export const findPython = async (ask: Probe = probe): Promise<FoundPython> => {
  const tooOld: string[] = [];
  for (const command of CANDIDATES) {
    const version = await ask(command).catch(() => undefined);
    if (version === undefined) continue;
    if (isNewEnough(version)) return { python: { command, version } };
    tooOld.push(version);
  }
  return { tooOld };
};

/** Whether the engine runs on this version of Python. */
export const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
};
