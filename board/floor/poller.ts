import { setMaxListeners } from "node:events";
import { baristaState } from "../../operations/barista";
import { exhibitIsDeployed, tightBaristaState } from "../../operations/exhibit";
import { pause } from "../../operations/pause";
import { countMessages } from "../../operations/queue-depths";
import type { QueueName } from "../../operations/queues";
import type { Shop } from "../../operations/shop";
import { OldestAges } from "./oldest-ages";
import { ORDERS_QUEUES, OTHER_QUEUES, type Pace, type Rounds } from "./pace";
import type { PollResult } from "./shop-floor";

interface PollerSettings {
  readonly shop: Shop;
  readonly pace: Pace;
  isWatched(): boolean;
  /** Is told when a poll begins; what it returns is given the result. */
  beginPoll(): (result: PollResult) => void;
  /** The orders queue could not be polled. */
  onFailure(error: unknown): void;
  /** One of the above has thrown. */
  onThrow(error: unknown): void;
  readonly signal: AbortSignal;
  readonly clock?: PollerClock;
}

/** The clock of a poller; tests have their own. */
export interface PollerClock {
  readonly now: () => number;
  readonly wait: typeof pause;
}

/** Earlier than any moment: what was never polled, or has changed since, is due, however rarely it is polled. */
const AT_ONCE = Number.NEGATIVE_INFINITY;

interface Group {
  readonly every: keyof Rounds;
  readonly poll: (signal: AbortSignal) => Promise<PollResult>;
  lastAt: number;
}

/**
 * Polls the shop for all tabs together: never more often than the pace says, whatever the tabs do.
 *
 * When the orders queue cannot be polled, the poll has failed. The rest may fail for reasons of its own (a permission that
 * is missing) and is then left out.
 */
export class Poller {
  private readonly ages: OldestAges;
  private readonly clock: PollerClock;
  private failures = 0;
  private wake = new AbortController();
  private readonly orders = group("ordersMs", (signal) => this.count(ORDERS_QUEUES, signal));
  private readonly barista = group("baristaMs", (signal) => this.pollBaristas(signal));
  private readonly others = group("otherQueuesMs", (signal) => this.count(OTHER_QUEUES, signal));
  private readonly groups = [this.orders, this.barista, this.others];

  constructor(private readonly settings: PollerSettings) {
    this.clock = settings.clock ?? { now: Date.now, wait: pause };
    this.ages = new OldestAges(settings.shop, this.clock.now);
    settings.signal.addEventListener("abort", () => this.wake.abort());
  }

  /** Polls until `signal` is aborted. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.settings;
    while (!signal.aborted) {
      const due = this.groups.filter((group) => this.dueAt(group) <= this.clock.now());
      if (due.length > 0) await this.poll(due).catch(this.settings.onThrow);
      const next = Math.min(...this.groups.map((group) => this.dueAt(group)));
      await this.rest(Math.max(0, next - this.clock.now()));
    }
  }

  /** Somebody has come to watch: polls as soon as the pace for that allows. */
  watched(): void {
    this.wake.abort();
  }

  /** Something was done to the shop: polls at once where the pace allows it. */
  pollSoon(): void {
    if (!this.settings.pace.eager) return;
    for (const group of [this.orders, this.barista]) group.lastAt = AT_ONCE;
    this.wake.abort();
  }

  private dueAt({ every, lastAt }: Group): number {
    if (lastAt === AT_ONCE) return AT_ONCE;
    const { pace } = this.settings;
    const round = (this.settings.isWatched() ? pace.watched : pace.unwatched)[every];
    if (this.failures === 0) return lastAt + round;
    const backOff = Math.min(pace.watched.ordersMs * 2 ** this.failures, pace.longestRetryMs);
    return lastAt + Math.max(round, backOff);
  }

  private async poll(due: readonly Group[]): Promise<void> {
    const { pace, signal: closing, onFailure } = this.settings;
    const signal = AbortSignal.timeout(pace.timeoutMs);
    // Every request of the poll listens to it.
    setMaxListeners(0, signal);
    const began = this.clock.now();
    for (const group of due) group.lastAt = began;
    const take = this.settings.beginPoll();
    const settled = await Promise.allSettled(due.map((group) => group.poll(signal)));
    if (closing.aborted) return;
    const orders = settled[due.indexOf(this.orders)];
    if (orders?.status === "rejected") {
      this.failures = Math.min(this.failures + 1, MOST_FAILURES);
      return onFailure(orders.reason);
    }
    if (orders !== undefined) this.failures = 0;
    if (this.failures > 0) return;
    const results = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const queues = results.flatMap((one) => one.queues ?? []);
    take(Object.assign({}, ...results, { queues }));
  }

  private async pollBaristas(signal: AbortSignal): Promise<PollResult> {
    const { shop } = this.settings;
    const own = baristaState(shop, signal);
    if (!exhibitIsDeployed(shop)) return { baristaState: await own };
    // Two permissions: who lacks the one for the exhibit sees the shop's own barista all the same.
    const tight = tightBaristaState(shop, signal).catch(() => "unknown");
    const [state, exhibitState] = await Promise.all([own, tight]);
    return { baristaState: state, exhibitState };
  }

  private async count(names: readonly QueueName[], signal: AbortSignal): Promise<PollResult> {
    const counts = await Promise.all(names.map((name) => countMessages(this.settings.shop, name, signal)));
    return { queues: counts.map((count) => this.ages.of(count)) };
  }

  private async rest(milliseconds: number): Promise<void> {
    if (this.settings.signal.aborted) return;
    this.wake = new AbortController();
    await this.clock.wait(Math.min(milliseconds, LONGEST_REST_MS), this.wake.signal);
  }
}

const group = (every: Group["every"], poll: Group["poll"]): Group => ({ every, poll, lastAt: AT_ONCE });

/** Two to this power is more than any pause. */
const MOST_FAILURES = 20;

/** What a timer can do; infinity would be at once. */
const LONGEST_REST_MS = 3_600_000;
