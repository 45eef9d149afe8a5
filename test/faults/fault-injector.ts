import { randomFrom, shuffled } from "../support/random-from";
import { CallLog, CauseBook } from "./cause-book";
import type { FunctionCall } from "./function-call";
import type { Killer } from "./killer";
import { WIRE_FAULTS, type WireFault } from "./wire";

/** All that is done to the functions in one campaign, and the books about it. */
export class FaultInjector {
  readonly tally = new FaultTally();
  readonly causes = new CauseBook();
  readonly callLog = new CallLog();
  readonly plan: FaultPlan;
  readonly random: () => number;
  killer: Killer | undefined;
  /** A service that is down: half of its calls are answered 503, half not at all. */
  down: FunctionCall["service"] | undefined;
  /** No call meets a fault; the books are kept all the same. */
  isCalm = false;

  constructor(
    seed: number,
    percents: FaultPercents,
    readonly orderNamed: (pickupName: string) => string | undefined = () => undefined,
  ) {
    this.plan = new FaultPlan(seed, percents);
    this.random = randomFrom(seed, "wire");
  }

  fault(call: FunctionCall): WireFault | undefined {
    if (this.isCalm) return undefined;
    if (call.service === this.down) {
      this.tally.calledInVain(call);
      return this.random() < 0.5 ? "unavailable" : "silent";
    }
    const fault = this.plan.decide(call);
    this.tally.called(call, fault);
    return fault;
  }

  /** From now on the functions are left alone; the books are kept. */
  end(): void {
    this.isCalm = true;
    this.killer = undefined;
  }
}

/** How many of a hundred calls meet each fault; together at most 100. */
export type FaultPercents = Partial<Readonly<Record<WireFault, number>>>;

export const everyFault = (percent: number): FaultPercents =>
  Object.fromEntries(WIRE_FAULTS.map((fault) => [fault, percent])) satisfies FaultPercents;

const DECK = 100;

/** Decides which calls meet which fault: of every hundred calls of an operation exactly as many as are asked for, in the order of a seed. */
export class FaultPlan {
  private readonly decks = new Map<string, (WireFault | undefined)[]>();
  private readonly randoms = new Map<string, () => number>();

  constructor(
    private readonly seed: number,
    private readonly percents: FaultPercents,
  ) {}

  decide({ service, operation }: FunctionCall): WireFault | undefined {
    const key = `${service} ${operation}`;
    const random = this.randoms.get(key) ?? randomFrom(this.seed, key);
    this.randoms.set(key, random);
    const deck = this.decks.get(key) ?? [];
    if (deck.length === 0) deck.push(...shuffled(random, this.cards()));
    this.decks.set(key, deck);
    return deck.pop();
  }

  private cards(): (WireFault | undefined)[] {
    const faults = WIRE_FAULTS.flatMap((fault) => Array<WireFault>(this.percents[fault] ?? 0).fill(fault));
    return [...faults, ...Array<undefined>(DECK - faults.length).fill(undefined)];
  }
}

/** What was done to calls, counted: the proof that the faults took place. */
export interface FaultCount {
  /** Calls of functions to SQS, SNS and DynamoDB while they could meet a fault, every attempt of the SDK for itself. */
  readonly calls: number;
  /** Calls besides, to a service that was down. */
  readonly down: number;
  readonly retries: number;
  /** Calls whose answer the function did not wait for. */
  readonly hangUps: number;
  /** Calls that never got through while the engine was restarted. */
  readonly cut: number;
  /** Fault -> operation, such as `SQS SendMessageBatch` -> calls. */
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Messages with orders that the cashier's calls put into the queue, copies included. */
  readonly stored: number;
}

export class FaultTally {
  private readonly counts = { calls: 0, down: 0, retries: 0, hangUps: 0, cut: 0, stored: 0 };
  private readonly faults = new Map<WireFault, Map<string, number>>();

  /** A call that could meet a fault, and did or did not. */
  called({ service, operation, isRetry }: FunctionCall, fault: WireFault | undefined): void {
    this.counts.calls += 1;
    if (isRetry) this.counts.retries += 1;
    if (fault === undefined) return;
    const operations = this.faults.get(fault) ?? new Map<string, number>();
    this.faults.set(fault, operations);
    operations.set(`${service} ${operation}`, (operations.get(`${service} ${operation}`) ?? 0) + 1);
  }

  calledInVain({ isRetry }: FunctionCall): void {
    this.counts.down += 1;
    if (isRetry) this.counts.retries += 1;
  }

  done({ step, orderIds }: FunctionCall): void {
    if (step === "store") this.counts.stored += orderIds.length;
  }

  hungUp(): void {
    this.counts.hangUps += 1;
  }

  cut(): void {
    this.counts.cut += 1;
  }

  count(): FaultCount {
    const faults = [...this.faults].map(([fault, operations]) => [fault, Object.fromEntries(operations)] as const);
    return { ...this.counts, faults: Object.fromEntries(faults) };
  }
}

export const timesOf = ({ faults }: FaultCount, fault: WireFault): number =>
  Object.values(faults[fault] ?? {}).reduce((sum, times) => sum + times, 0);
