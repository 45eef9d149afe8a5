import type { Acquisition, IdempotencyStore } from "../../../lambda/messaging/idempotency";

/** A clock that only moves when a test says so. */
export class StoppedClock {
  constructor(private time = Date.parse("2026-11-22T08:01:00.000Z")) {}

  readonly now = (): number => this.time;
  readonly date = (): Date => new Date(this.time);

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** The idempotency store's contract in a few lines: each call takes effect at once and as a whole, leases run out by the clock. */
export class MemoryIdempotencyStore implements IdempotencyStore {
  readonly entries = new Map<string, { state: "acquired"; leaseUntil: number } | { state: "completed" }>();

  constructor(private readonly clock: StoppedClock) {}

  async acquire(id: string, leaseUntil: number): Promise<Acquisition> {
    const entry = this.entries.get(id);
    if (entry?.state === "completed") return "completed";
    if (entry && entry.leaseUntil >= this.clock.now()) return "in flight";
    this.entries.set(id, { state: "acquired", leaseUntil });
    return "acquired";
  }

  async complete(id: string): Promise<void> {
    this.entries.set(id, { state: "completed" });
  }
}
