import type { SQSRecord } from "aws-lambda";

export type Outcome = "served" | "set aside" | "duplicate" | "again";

/**
 * What becomes of each message of a batch. One that was begun counts as failed until it is known to be done; one that
 * was not begun has no outcome.
 */
export class Outcomes {
  private readonly ofMessage = new Map<SQSRecord, Outcome>();
  private readonly copies = new Map<string, SQSRecord[]>();

  /** @returns undefined for a message that was not begun */
  of(message: SQSRecord): Outcome | undefined {
    return this.ofMessage.get(message);
  }

  /** Whether the queue is rid of a message. */
  isDone(message: SQSRecord): boolean {
    return (this.of(message) ?? "again") !== "again";
  }

  begin(messages: readonly SQSRecord[]): void {
    for (const message of messages) this.ofMessage.set(message, "again");
  }

  /**
   * Notes which order a message carries. What becomes of an order becomes of all its copies.
   *
   * @returns whether it is the first message of the batch that carries this order
   */
  isFirst(orderId: string, message: SQSRecord): boolean {
    const copies = this.copies.get(orderId) ?? [];
    const [first] = copies;
    copies.push(message);
    this.copies.set(orderId, copies);
    if (first !== undefined) this.settle(message, this.of(first) ?? "again");
    return first === undefined;
  }

  settle(message: SQSRecord, outcome: Outcome): void {
    this.ofMessage.set(message, outcome);
  }

  settleOrder(orderId: string, outcome: Outcome): void {
    for (const message of this.copies.get(orderId) ?? []) this.settle(message, outcome);
  }

  count(wanted: Outcome): number {
    return [...this.ofMessage.values()].filter((outcome) => outcome === wanted).length;
  }
}
