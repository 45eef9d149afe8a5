import type { FunctionCall } from "./function-call";
import type { WireFault } from "./wire-fault";

/** What was done to calls, counted: the proof that the faults took place. */
export interface FaultCount {
  /** Calls of functions to SQS, SNS and DynamoDB while they could meet a fault, every attempt of the SDK for itself. */
  readonly calls: number;
  /** Calls besides, to a service that was down. */
  readonly down: number;
  /** Calls that the SDK made again. */
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

/** Counts what is done to calls. */
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

/** How often a fault took place, over all operations. */
export const timesOf = ({ faults }: FaultCount, fault: WireFault): number =>
  Object.values(faults[fault] ?? {}).reduce((sum, times) => sum + times, 0);
