import type { Claim, Ledger } from "../../../lambda/shared/ledger";

/** A clock that only moves when a test says so. */
export class StoppedClock {
  constructor(private time = Date.parse("2026-11-22T08:01:00.000Z")) {}

  readonly now = (): number => this.time;
  readonly date = (): Date => new Date(this.time);

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** The ledger's contract in a few lines: each call takes effect at once and as a whole, leases run out by the clock. */
export class MemoryLedger implements Ledger {
  readonly entries = new Map<string, { state: "claimed"; leaseUntil: number } | { state: "finished" }>();

  constructor(private readonly clock: StoppedClock) {}

  async claim(id: string, leaseUntil: number): Promise<Claim> {
    const entry = this.entries.get(id);
    if (entry?.state === "finished") return "finished";
    if (entry && entry.leaseUntil >= this.clock.now()) return "in hand";
    this.entries.set(id, { state: "claimed", leaseUntil });
    return "claimed";
  }

  async finish(id: string): Promise<void> {
    this.entries.set(id, { state: "finished" });
  }
}
