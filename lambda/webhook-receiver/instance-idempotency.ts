import type { Acquisition, IdempotencyStore } from "../messaging/idempotency";
import { CLOCK_TOLERANCE_MS, MAX_AGE_MS } from "./verify-delivery";

/** Thrown when more messages came within the hour than can be remembered: SNS delivers the new one again later. */
export class StoreFull extends Error {
  override readonly name = "StoreFull";
}

/** About 3 MB. Deliveries are entered once they are verified, so that only SNS can fill it. */
export const MAX_ENTRIES = 20_000;

/** After this a delivery that was good when it was entered has become stale, and is refused for that. */
export const REMEMBERED_MS = MAX_AGE_MS + CLOCK_TOLERANCE_MS;

/**
 * An idempotency store in the memory of one instance of the function, for a receiver without a table.
 *
 * It recognises what this instance took. Lambda runs several instances under load and replaces them at will, and what one
 * took is new to the next: whoever must take a message once across all of them gives the receiver a table.
 */
export class InstanceIdempotencyStore implements IdempotencyStore {
  /** By id, oldest first. `leaseUntil` is absent once the work is done. */
  private readonly entries = new Map<string, { readonly forgetAt: number; readonly leaseUntil?: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  async acquire(id: string, leaseUntil: number): Promise<Acquisition> {
    this.forget();
    const entry = this.entries.get(id);
    if (entry && entry.leaseUntil === undefined) return "completed";
    if (entry?.leaseUntil !== undefined && entry.leaseUntil >= this.now()) return "in flight";
    if (!entry && this.entries.size >= MAX_ENTRIES) {
      throw new StoreFull(
        `${MAX_ENTRIES} messages within the hour (give the receiver a table: IDEMPOTENCY_TABLE_NAME)`,
      );
    }
    this.enter(id, { leaseUntil });
    return "acquired";
  }

  async complete(id: string): Promise<void> {
    this.enter(id, {});
  }

  private enter(id: string, state: { readonly leaseUntil?: number }): void {
    this.entries.delete(id);
    this.entries.set(id, { ...state, forgetAt: this.now() + REMEMBERED_MS });
  }

  private forget(): void {
    for (const [id, { forgetAt }] of this.entries) {
      if (forgetAt >= this.now()) return;
      this.entries.delete(id);
    }
  }
}
