import { dirname, join } from "node:path";
import { ShopError } from "../../operations/shop-error";
import { ProgramFailed, runProgram } from "../program";
import { findPython, OLDEST_PYTHON, pythonEnvironment } from "./python";

export interface Installation {
  readonly logFile: string;
  readonly signal: AbortSignal;
  /** Is told for whom it waits. @default the console */
  readonly say?: (line: string) => void;
}

export const pythonOf = (environment: string): string => join(environment, "bin", "python");

/**
 * Makes a virtual environment and installs pinned packages into it, by the first way that works on this machine: uv,
 * venv, or venv without pip together with the pip of the system.
 *
 * @throws ShopError that says what to install
 */
export const makeVirtualEnvironment = async (
  environment: string,
  requirements: string,
  { logFile, signal }: Installation,
): Promise<void> => {
  const folder = dirname(environment);
  const run = (command: string, ...args: readonly string[]): Promise<void> =>
    runProgram({ command, args, folder, environment: pythonEnvironment(), logFile }, signal);
  const pinned = ["--require-hashes", "--only-binary", ":all:", "-r", requirements];
  const inside = pythonOf(environment);

  const uv = await attempt(async () => {
    await run("uv", "venv", "--clear", "--python", `>=${OLDEST_PYTHON}`, environment);
    await run("uv", "pip", "install", "--python", inside, ...pinned);
  });
  if (uv === undefined) return;

  const found = await findPython();
  if (found.python === undefined) throw new ShopError(noPython(found.tooOld));
  const { command, version } = found.python;
  // Into this environment and nowhere else, whatever pip's configuration files say.
  const here = ["--no-user", "--target=", `--prefix=${environment}`];
  const pip = ["install", "--quiet", "--disable-pip-version-check", ...here, ...pinned];

  if ((await attempt(() => run(command, "-m", "venv", "--clear", environment))) === undefined) {
    const failed = await attempt(() => run(inside, "-m", "pip", ...pip));
    if (failed === undefined) return;
    throw new ShopError(notInstalled(failed, logFile));
  }
  if (
    (await attempt(() => run(command, "-m", "venv", "--clear", "--without-pip", environment))) !== undefined ||
    (await attempt(() => run(command, "-m", "pip", "--version"))) !== undefined
  ) {
    throw new ShopError(noVenv(version));
  }
  const failed = await attempt(() => run(command, "-m", "pip", "--python", inside, ...pip));
  if (failed !== undefined) throw new ShopError(notInstalled(failed, logFile));
};

/** Tries something; returns how a program failed, if one did. */
const attempt = async (work: () => Promise<void>): Promise<ProgramFailed | undefined> => {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ProgramFailed) return error;
    throw error;
  }
};

const notInstalled = ({ tail }: ProgramFailed, logFile: string): string =>
  `${tail}\nThe engine could not be installed: see above (the whole log: ${logFile}), then start again.`;

const noPython = (tooOld: readonly string[]): string =>
  `the local engine needs Python ${OLDEST_PYTHON} or newer, and ${
    tooOld.length > 0 ? `only ${tooOld.join(", ")} is installed` : "there is none"
  }: install it (Debian and Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python), or install uv`;

const noVenv = (version: string): string =>
  `Python ${version} cannot make virtual environments: install its venv module ` +
  "(Debian and Ubuntu: sudo apt install python3-venv), or install uv";
