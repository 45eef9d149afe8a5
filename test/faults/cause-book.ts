import type { FunctionCall, Step } from "./function-call";

/** What must happen to an order once, and may happen again only when something went wrong with it. */
export type Once = "announced" | "told";

/** Calls that do it, and those that note that it is done. */
const DOES: Partial<Record<Step, Once>> = { publish: "announced", notify: "told" };
const NOTES: Partial<Record<Step, Once>> = { finish: "announced", "finish notice": "told" };

/** One call that did it, for up to ten orders, of which some are not noted yet. */
interface Doing {
  readonly once: Once;
  /** Port of the connection it came from. */
  readonly port: number;
  readonly open: Set<string>;
}

/**
 * Knows for each order why it may be announced, or its customer told, more than once: because the function never heard
 * that it was done, could not note it, or died in between. Whatever happens twice without such a cause is a defect.
 */
export class CauseBook {
  private readonly causes = { announced: new Map<string, number>(), told: new Map<string, number>() };
  private readonly doings = { announced: new Map<string, Doing>(), told: new Map<string, Doing>() };

  /** AWS has done what was asked. */
  done(call: FunctionCall, port: number): void {
    const does = DOES[call.step];
    const notes = NOTES[call.step];
    if (does !== undefined) {
      const doing = { once: does, port, open: new Set(call.orderIds) };
      for (const orderId of call.orderIds) this.doings[does].set(orderId, doing);
    }
    if (notes !== undefined) for (const orderId of call.orderIds) this.doings[notes].get(orderId)?.open.delete(orderId);
  }

  /** AWS has done what was asked, and the function may not have heard of it. */
  unheard(call: FunctionCall): void {
    const does = DOES[call.step];
    if (does !== undefined) for (const orderId of call.orderIds) this.add(does, orderId);
  }

  /** AWS has not done what was asked. */
  notDone(call: FunctionCall): void {
    const notes = NOTES[call.step];
    if (notes !== undefined) for (const orderId of call.orderIds) this.add(notes, orderId);
  }

  /** A process is gone, with its connections; undefined for every process. */
  ended(ports: readonly number[] | undefined): void {
    for (const doings of Object.values(this.doings)) {
      for (const [orderId, { once, port, open }] of doings) {
        if ((ports === undefined || ports.includes(port)) && open.delete(orderId)) this.add(once, orderId);
      }
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

  private add(once: Once, orderId: string): void {
    this.causes[once].set(orderId, (this.causes[once].get(orderId) ?? 0) + 1);
  }
}
