import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const PROJECT = join(__dirname, "..", "..");

/** The fault tests as `npm run test:faults` runs them. */
export interface FaultTests {
  readonly child: ChildProcess;
  /** All they printed so far. */
  output(): string;
  /** Resolves when they have ended: to the exit code, or the signal that ended them. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

/**
 * Starts the fault tests. They end when this process does: it holds the other end of their standard input.
 *
 * @param folder for all temporary files
 */
export const startFaultTests = (folder: string, options: readonly string[]): FaultTests => {
  const child = spawn(process.execPath, ["--import", "tsx", "test/faults/run.ts", "--tied", ...options], {
    cwd: PROJECT,
    env: { ...process.env, TMPDIR: folder, TSX_DISABLE_CACHE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (part: Buffer) => (output += part));
  child.stderr.on("data", (part: Buffer) => (output += part));
  const ended = once(child, "close").then(([code, signal]) => [code, signal] as const);
  return { child, output: () => output, ended };
};
