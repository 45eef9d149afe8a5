import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { ShopError } from "../operations/shop-error";

interface ProgramSettings {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  /**
   * The program watches its standard input and ends in order when that does: it does not outlive this process for long.
   * What it writes to file descriptor 3 is given to this, line by line.
   *
   * @default it has no input
   */
  readonly onLine?: (line: string) => void;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it did not even start. */
  readonly fault?: string;
}

/** How long a program may take to end by itself when it is told to. */
const GRACE_MS = 2_000;

/**
 * A program of its own process group: a Ctrl-C of the terminal does not reach it, so that programs are ended in order,
 * and what it starts itself is ended with it.
 */
export class Program {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private running = true;

  constructor({ command, args, folder, environment, logFile, onLine }: ProgramSettings) {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, "a");
    try {
      this.child = spawn(command, args, {
        cwd: folder,
        env: environment,
        detached: true,
        stdio: onLine ? ["pipe", log, log, "pipe"] : ["ignore", log, log],
      });
    } finally {
      closeSync(log);
    }
    const lines = this.child.stdio[3];
    if (onLine && lines instanceof Readable) createInterface({ input: lines }).on("line", onLine);
    // It may have ended already.
    this.child.stdin?.on("error", () => undefined);
    const exited = once(this.child, "exit").then(
      ([code, signal]): Ended => ({ code, signal }),
      (error: Error) => ({ code: null, signal: null, fault: error.message }),
    );
    this.ended = exited.finally(() => {
      this.running = false;
      this.killGroup();
    });
  }

  /** Asks the program to end, and its whole group without asking when it takes too long. */
  async stop(graceMs = GRACE_MS): Promise<Ended> {
    if (this.running) this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.force(), graceMs);
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Writes a line to its standard input. */
  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Ends the program and everything it started, now. */
  force(): void {
    if (this.running) this.killGroup();
  }

  private killGroup(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // Nobody of the group is left.
    }
  }
}

/**
 * Runs a program to its end.
 *
 * @throws ProgramFailed when it cannot be started or ends with anything but 0
 * @throws the reason of `signal` when that is aborted meanwhile; the program has ended then
 */
export const runProgram = async (settings: ProgramSettings, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted();
  const program = new Program(settings);
  const stop = () => void program.stop();
  const force = () => program.force();
  signal.addEventListener("abort", stop, { once: true });
  process.prependListener("exit", force);
  try {
    const { code, fault } = await program.ended;
    signal.throwIfAborted();
    if (code !== 0) throw new ProgramFailed(settings, fault);
  } finally {
    signal.removeEventListener("abort", stop);
    process.off("exit", force);
  }
};

/** Thrown for a program that failed; `tail` is the end of what it wrote. */
export class ProgramFailed extends ShopError {
  override readonly name = "ProgramFailed";

  constructor(
    { command, args, logFile }: ProgramSettings,
    readonly tail = tailOf(logFile),
  ) {
    super(`${[command, ...args].join(" ")} failed:\n${tail}`);
  }
}

const TAIL_LINES = 12;

/** The last lines of a log, without colours and what else steers a terminal. */
export const tailOf = (logFile: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it takes out
  const text = readFileSync(logFile, "utf8").replace(/\x1b\[[\d;?]*[A-Za-z]/g, "");
  return text.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
};
