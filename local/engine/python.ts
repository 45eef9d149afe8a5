import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export const OLDEST_PYTHON = "3.10";

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

const PROBE = "import sys; print('.'.join(map(str, sys.version_info[:3])))";

/** What steers Python and its installers. Of it only what leads to a package index, and through the network, is heeded. */
const STEERS = /^(PIP_|UV_|PYTHON|VIRTUAL_ENV)/;
const LEADS_TO_AN_INDEX =
  /^(PIP|UV)_.*(INDEX|LINKS|CERT|TLS|PROXY|HOST|CONFIG_FILE|TIMEOUT|RETRIES|CACHE|KEYRING|OFFLINE|FEATURE)|^UV_PYTHON_/;

/** An environment in which Python installs and finds packages where it is told to, whatever somebody set for other projects. */
export const pythonEnvironment = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !STEERS.test(name) || LEADS_TO_AN_INDEX.test(name)),
  );

/** Whether a Python exists, runs, and finds a module. */
export const canImport = async (python: string, module: string): Promise<boolean> =>
  run(python, ["-c", `import ${module}`], { env: pythonEnvironment(), timeout: 60_000 }).then(
    () => true,
    () => false,
  );

/** Asks a command for its version; rejects when there is no such command. */
const probe = async (command: string): Promise<string> =>
  (await run(command, ["-c", PROBE], { env: pythonEnvironment(), timeout: 10_000 })).stdout.trim();

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
