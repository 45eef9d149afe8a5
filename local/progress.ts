import type { WriteStream } from "node:tty";

/** Where progress is written to: standard output, or what a test looks into. */
export type Output = Pick<WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

const REFRESH_MS = 500;

/**
 * Says what is being done and how long it took.
 *
 * On a terminal the last line shows what is under way and for how long; elsewhere a line is written when something
 * begins and one when it is done. Colours are left out when `NO_COLOR` is set or the output is no terminal.
 */
export class Progress {
  private readonly underWay = new Map<string, number>();
  private readonly live: boolean;
  private readonly colour: boolean;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly output: Output,
    environment: NodeJS.ProcessEnv,
    private readonly now: () => number = Date.now,
  ) {
    this.live = output.isTTY === true && environment["TERM"] !== "dumb";
    this.colour = this.live && !environment["NO_COLOR"];
  }

  say(text: string): void {
    this.output.write(this.live ? `\r\x1b[K${text}\n` : `${text}\n`);
    this.draw();
  }

  /** Does something and says how long it took. When it fails, only that it was begun is said: the error tells the rest. */
  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    const began = this.now();
    this.underWay.set(what, began);
    if (this.live) {
      this.timer ??= setInterval(() => this.draw(), REFRESH_MS).unref();
      this.draw();
    } else this.output.write(`${what} …\n`);
    let done = false;
    try {
      const result = await work();
      done = true;
      return result;
    } finally {
      this.underWay.delete(what);
      if (this.underWay.size === 0) this.stop();
      if (done) this.say(`${this.mark()}${what}  ${seconds(this.now() - began)}`);
    }
  }

  /** Takes the line of what is under way off the screen. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.live) this.output.write("\r\x1b[K");
  }

  private mark(): string {
    if (!this.live) return "";
    return this.colour ? "\x1b[32m✓\x1b[39m " : "✓ ";
  }

  private draw(): void {
    if (!this.live || this.underWay.size === 0) return;
    const line = [...this.underWay].map(([what, began]) => `${what} ${seconds(this.now() - began)}`).join(", ");
    this.output.write(`\r\x1b[K${`… ${line}`.slice(0, (this.output.columns ?? 80) - 1)}`);
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
