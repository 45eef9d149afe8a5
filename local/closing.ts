import { once } from "node:events";
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type ClosingSignal = (typeof SIGNALS)[number];

/** npm hands on the Ctrl-C that the terminal has already delivered; somebody who means a second one takes longer. */
const SAME_KEYPRESS_MS = 700;

/** Something that has to be undone before the process may end. */
export interface Opened {
  /** Undoes it in order. */
  close(): Promise<void>;
  /** Undoes it at once, without waiting for anything: what is left when the process ends for whatever reason. */
  force?(): void;
  /** Whether something that was accepted is being written down, for which somebody who asks twice is asked to wait. */
  isWriting?(): boolean;
}

/** What work is rejected with when somebody asked the shop to close meanwhile. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  /** What a shell expects of a program that was ended by a signal. */
  readonly exitCode: number;

  constructor(signal: ClosingSignal) {
    super(`interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Undoes everything that was opened, in reverse order, however it ends: asked to by a signal, after an error, or in the
 * middle of opening. A second signal ends the process at once, unless something is being written down: then a third does.
 * Even then nothing stays behind.
 */
export class Closing {
  private readonly abort = new AbortController();
  private readonly opened: Opened[] = [];
  private signalledAt: number | undefined;
  private asked = false;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly exit: (code: number) => void = process.exit,
    private readonly say: (line: string) => void = console.log,
  ) {
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
    process.on("exit", this.onExit);
  }

  /** Aborted as soon as the shop is to close; its reason is `Interrupted`, or the error given to `because`. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Remembers what to undo, and returns it. */
  add<T extends Opened>(opened: T): T {
    this.opened.push(opened);
    return opened;
  }

  /** What is to be said of an error: why the shop closes, where work was broken off for that. */
  causeOf(error: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : error;
  }

  because(error: Error): void {
    this.abort.abort(error);
  }

  /** Waits until the shop is to close; rejects with the reason. */
  async begun(): Promise<never> {
    if (!this.signal.aborted) await once(this.signal, "abort");
    throw this.signal.reason;
  }

  /** Undoes everything. An error in one does not keep the others from being undone; the first that is no abort is thrown. */
  async run(): Promise<void> {
    this.abort.abort();
    const errors: unknown[] = [];
    for (let last = this.opened.at(-1); last !== undefined; last = this.opened.at(-1)) {
      try {
        await last.close();
      } catch (error) {
        if (!(error instanceof Error && error.name === "AbortError")) errors.push(error);
        last.force?.();
      }
      this.opened.pop();
    }
    for (const signal of SIGNALS) process.off(signal, this.onSignal);
    process.off("exit", this.onExit);
    if (errors.length > 0) throw errors[0];
  }

  private readonly onSignal = (signal: ClosingSignal): void => {
    const first = this.signalledAt === undefined;
    const last = this.signalledAt ?? this.now();
    if (first) this.abort.abort(new Interrupted(signal));
    else if (this.now() - last <= SAME_KEYPRESS_MS) return;
    else if (!this.asked && this.opened.some((opened) => opened.isWriting?.())) {
      this.asked = true;
      this.say("One moment: the orders that wait are being written down. (Ctrl-C once more ends at once.)");
    } else this.exit(1);
    this.signalledAt = this.now();
  };

  private readonly onExit = (): void => {
    for (const opened of this.opened.toReversed()) {
      try {
        opened.force?.();
      } catch {
        // One that cannot be undone must not keep the others from it.
      }
    }
  };
}
