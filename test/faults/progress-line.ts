import type { Output } from "../../local/progress";

/** On a terminal the line is written anew; elsewhere a line is added, but not more often than this. */
const LINE_EVERY_MS = 5_000;

/** Says how it is going, in one line. */
export class ProgressLine {
  private readonly begun = Date.now();
  private last = { text: "", saidAt: 0, kind: "" };

  constructor(private readonly output: Output) {}

  /** @param text what comes before the first colon says what is being done; a new one is said at once */
  say(text: string): void {
    const now = Date.now();
    const kind = text.split(":")[0] ?? "";
    const isDue = kind !== this.last.kind || now - this.last.saidAt >= LINE_EVERY_MS;
    if (text === this.last.text || !(this.output.isTTY || isDue)) return;
    this.last = { text, saidAt: now, kind };
    const line = `${Math.round((now - this.begun) / 1_000)} s  ${text}`;
    this.output.write(this.output.isTTY ? `\r\x1b[K${line.slice(0, (this.output.columns ?? 80) - 1)}` : `${line}\n`);
  }

  /** Leaves the line. */
  end(): void {
    if (this.output.isTTY) this.output.write("\r\x1b[K");
  }
}
