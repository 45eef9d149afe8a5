import { setMaxListeners } from "node:events";
import { baristaState } from "../../operations/barista";
import { exhibitIsDeployed, tightBaristaState } from "../../operations/exhibit";
import { pause } from "../../operations/pause";
import { countMessages } from "../../operations/queue-depths";
import type { QueueName } from "../../operations/queues";
import type { Shop } from "../../operations/shop";
import { OldestAges } from "./oldest-ages";
import { ORDERS_QUEUES, OTHER_QUEUES, type Pace, type Rounds } from "./pace";
import type { Look } from "./shop-floor";

/** What a poller works with. */
export interface LookerSettings {
  readonly shop: Shop;
  readonly pace: Pace;
  /** Whether any tab is open. */
  isWatched(): boolean;
  /** Is told when a look begins; what it returns is given what the look found. */
  beginLook(): (look: Look) => void;
  /** The orders queue could not be looked at. */
  onFailure(error: unknown): void;
  /** One of the above has thrown. */
  onThrow(error: unknown): void;
  readonly signal: AbortSignal;
  /** @default the time of this machine */
  readonly clock?: LookerClock;
}

/** The clock of a poller; tests have their own. */
export interface LookerClock {
  readonly now: () => number;
  readonly wait: typeof pause;
}

/** Earlier than any moment: what was never looked at, or has changed since, is due, however rarely it is looked at. */
const AT_ONCE = Number.NEGATIVE_INFINITY;

/** What is looked at in its own round. */
interface Group {
  readonly every: keyof Rounds;
  lastAt: number;
  look(signal: AbortSignal): Promise<Look>;
}

/**
 * The one who looks at the shop, for all tabs together: never more often than the pace says, whatever the tabs do.
 *
 * When the orders queue cannot be looked at, the look has failed. The rest may fail for reasons of its own (a permission
 * that is missing) and is then left out.
 */
export class Poller {
  private readonly ages: OldestAges;
  private readonly clock: LookerClock;
  private failures = 0;
  private wake = new AbortController();
  private readonly orders: Group = {
    every: "ordersMs",
    lastAt: AT_ONCE,
    look: (signal) => this.count(ORDERS_QUEUES, signal),
  };
  private readonly barista: Group = {
    every: "baristaMs",
    lastAt: AT_ONCE,
    look: (signal) => this.lookAtBaristas(signal),
  };
  private readonly groups: readonly Group[] = [
    this.orders,
    this.barista,
    {
      every: "otherQueuesMs",
      lastAt: AT_ONCE,
      look: (signal) => this.count(OTHER_QUEUES, signal),
    },
  ];

  constructor(private readonly settings: LookerSettings) {
    this.clock = settings.clock ?? { now: Date.now, wait: pause };
    this.ages = new OldestAges(settings.shop, this.clock.now);
  }

  /** Looks until `signal` is aborted. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.settings;
    while (!signal.aborted) {
      const due = this.groups.filter((group) => this.dueAt(group) <= this.clock.now());
      if (due.length > 0) await this.look(due).catch(this.settings.onThrow);
      const next = Math.min(...this.groups.map((group) => this.dueAt(group)));
      await this.rest(Math.max(0, next - this.clock.now()));
    }
  }

  /** Somebody has come to watch: looks as soon as the pace for that allows. */
  watched(): void {
    this.wake.abort();
  }

  /** Something was done to the shop: looks at once where the pace allows it. */
  lookAgain(): void {
    if (!this.settings.pace.eager) return;
    for (const group of [this.orders, this.barista]) group.lastAt = AT_ONCE;
    this.wake.abort();
  }

  private dueAt({ every, lastAt }: Group): number {
    if (lastAt === AT_ONCE) return AT_ONCE;
    const { pace } = this.settings;
    const round = (this.settings.isWatched() ? pace.watched : pace.unwatched)[every];
    if (this.failures === 0) return lastAt + round;
    const putOff = Math.min(pace.watched.ordersMs * 2 ** this.failures, pace.longestRetryMs);
    return lastAt + Math.max(round, putOff);
  }

  private async look(due: readonly Group[]): Promise<void> {
    const { pace, signal: closing, onFailure } = this.settings;
    const signal = AbortSignal.timeout(pace.timeoutMs);
    // Every request of the look listens to it.
    setMaxListeners(0, signal);
    const began = this.clock.now();
    for (const group of due) group.lastAt = began;
    const onLook = this.settings.beginLook();
    const looks = await Promise.allSettled(due.map((group) => group.look(signal)));
    if (closing.aborted) return;
    const failed = looks[due.indexOf(this.orders)];
    if (failed?.status === "rejected") {
      this.failures = Math.min(this.failures + 1, MOST_FAILURES);
      return onFailure(failed.reason);
    }
    if (due.includes(this.orders)) this.failures = 0;
    if (this.failures > 0) return;
    const seen = looks.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const queues = seen.flatMap((one) => one.queues ?? []);
    onLook(Object.assign({}, ...seen, { queues }));
  }

  private async lookAtBaristas(signal: AbortSignal): Promise<Look> {
    const { shop } = this.settings;
    const own = baristaState(shop, signal);
    if (!exhibitIsDeployed(shop)) return { baristaState: await own };
    // Two permissions: who lacks the one for the exhibit sees the shop's own barista all the same.
    const tight = tightBaristaState(shop, signal).catch(() => "unknown");
    const [state, exhibitState] = await Promise.all([own, tight]);
    return { baristaState: state, exhibitState };
  }

  private async count(names: readonly QueueName[], signal: AbortSignal): Promise<Look> {
    const counts = await Promise.all(names.map((name) => countMessages(this.settings.shop, name, signal)));
    return { queues: counts.map((count) => this.ages.of(count)) };
  }

  private async rest(milliseconds: number): Promise<void> {
    const { signal } = this.settings;
    if (signal.aborted) return;
    this.wake = new AbortController();
    const wake = () => this.wake.abort();
    signal.addEventListener("abort", wake, { once: true });
    await this.clock.wait(Math.min(milliseconds, LONGEST_REST_MS), this.wake.signal);
    signal.removeEventListener("abort", wake);
  }
}

/** Two to this power is more than any pause. */
const MOST_FAILURES = 20;

/** What a timer can do; infinity would be at once. */
const LONGEST_REST_MS = 3_600_000;
