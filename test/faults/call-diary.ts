import type { FunctionCall } from "./function-call";

/** Remembers for each order which calls were made about it and what became of them: whoever looks for a defect needs it. */
export class CallDiary {
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
