import { ageSeconds, isEmpty, type MessageCount, oldestSentAt, type QueueDepth } from "../../operations/queue-depths";
import type { QueueName } from "../../operations/queues";
import type { Shop } from "../../operations/shop";

/** How often the oldest message of a queue is asked for, at most; and at most this part of the time is spent on it. */
const REFRESH_MS = 1_000;
const SHARE = 0.05;

/**
 * How old the oldest message of each queue is.
 *
 * The engine lists a whole queue for it, which takes long for a long one. So it is asked in the background and rarely; in
 * between, the message that was the oldest grows older.
 */
export class OldestAges {
  private readonly known = new Map<QueueName, ReturnType<typeof unasked>>();

  constructor(
    private readonly shop: Shop,
    private readonly now: () => number = Date.now,
  ) {}

  /** Adds the age to a count: null on AWS, and as long as it is not known. */
  of(count: MessageCount): QueueDepth {
    const { name } = count;
    if (isEmpty(count)) {
      this.known.delete(name);
      return { ...count, oldestAgeSeconds: 0 };
    }
    if (this.shop.target === "aws") return { ...count, oldestAgeSeconds: null };
    const known = this.known.get(name) ?? unasked();
    this.known.set(name, known);
    void this.refresh(name, known);
    return { ...count, oldestAgeSeconds: known.sentAt === undefined ? null : ageSeconds(known.sentAt, this.now()) };
  }

  private async refresh(name: QueueName, known: ReturnType<typeof unasked>): Promise<void> {
    const began = this.now();
    if (known.asking || began - known.askedAt < Math.max(REFRESH_MS, known.spentMs / SHARE)) return;
    known.asking = true;
    try {
      known.sentAt = await oldestSentAt(this.shop, name);
    } catch {
      known.sentAt = undefined;
    } finally {
      known.asking = false;
      known.askedAt = this.now();
      known.spentMs = known.askedAt - began;
    }
  }
}

/** `sentAt` is in epoch milliseconds; undefined while it is not known. */
const unasked = () => ({ sentAt: undefined as number | undefined, askedAt: 0, spentMs: 0, asking: false });
