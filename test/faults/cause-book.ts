import type { FunctionCall, Step } from "./function-call";

/** What must happen to an order once, and may happen again only when something went wrong with it. */
export type Once = "announced" | "told";

/** Calls that do it, and those that note that it is done. */
const DOES: Partial<Record<Step, Once>> = { publish: "announced", notify: "told" };
const NOTES: Partial<Record<Step, Once>> = { complete: "announced", "complete notice": "told" };

/** One call that did it, for up to ten orders. */
interface Doing {
  /** Port of the connection it came from. */
  readonly port: number;
  /** Orders for which it is not noted yet, and for which nothing has gone wrong so far. */
  readonly open: Set<string>;
}

/** Knows why an order may be announced, or its customer told, again: each time it is done has one such cause at most. */
export class CauseBook {
  private readonly causes = { announced: new Map<string, number>(), told: new Map<string, number>() };
  private readonly doings = { announced: new Map<string, Doing>(), told: new Map<string, Doing>() };

  done(call: FunctionCall, port: number): void {
    const does = DOES[call.step];
    const doing = { port, open: new Set(call.orderIds) };
    if (does !== undefined) for (const orderId of call.orderIds) this.doings[does].set(orderId, doing);
    const notes = NOTES[call.step];
    if (notes !== undefined) for (const orderId of call.orderIds) this.doings[notes].get(orderId)?.open.delete(orderId);
  }

  /** AWS has done what was asked, and the function may not have heard of it. */
  unheard(call: FunctionCall): void {
    this.blame(DOES[call.step], call.orderIds);
  }

  /** AWS has not done what was asked, or it is not known. */
  notDone(call: FunctionCall): void {
    this.blame(NOTES[call.step], call.orderIds);
  }

  /** A connection is gone, and perhaps its function; undefined for every connection. */
  ended(port: number | undefined): void {
    for (const once of ["announced", "told"] as const) {
      const gone = [...this.doings[once]].filter(([, doing]) => port === undefined || doing.port === port);
      this.blame(once, [...new Map(gone).keys()]);
    }
  }

  /** Whether everything is noted of the batch that a noted order came with: its function has nothing left but to return. */
  isAllNoted({ step, orderIds: [orderId = ""] }: FunctionCall): boolean {
    const notes = NOTES[step];
    return notes !== undefined && this.doings[notes].get(orderId)?.open.size === 0;
  }

  /** How many causes there are for an order, or for all orders together. */
  count(once: Once, orderId?: string): number {
    if (orderId !== undefined) return this.causes[once].get(orderId) ?? 0;
    return [...this.causes[once].values()].reduce((sum, count) => sum + count, 0);
  }

  private blame(once: Once | undefined, orderIds: readonly string[]): void {
    if (once === undefined) return;
    for (const orderId of orderIds) {
      if (!this.doings[once].get(orderId)?.open.delete(orderId)) continue;
      this.causes[once].set(orderId, (this.causes[once].get(orderId) ?? 0) + 1);
    }
  }
}

/** Remembers for each order which calls were made about it and what became of them: whoever searches for a defect needs it. */
export class CallLog {
  private readonly begun = Date.now();
  private readonly lines = new Map<string, string[]>();

  /** @param port of the function's end of the connection */
  note({ step, isRetry, orderIds }: FunctionCall, port: number, what: string): void {
    const line = `${(Date.now() - this.begun) / 1_000} s ${step}${isRetry ? " again" : ""} from ${port}: ${what}`;
    for (const orderId of orderIds) this.lines.set(orderId, [...this.of(orderId), line]);
  }

  /** All that was noted about an order. */
  of(orderId: string): readonly string[] {
    return this.lines.get(orderId) ?? [];
  }
}
