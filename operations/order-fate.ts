/** A finished order, as seen from the desk. */
export interface ReadyOrder {
  /** Epoch milliseconds. */
  readonly readyAt: number;
  /** How often the pickup board showed the order; null where that cannot be seen. */
  readonly timesShown: number | null;
  /** How many copies of the announcement arrived, 1 or more; null where that cannot be seen. */
  readonly announcements: number | null;
}

/** Ways to find out what became of accepted orders. */
export interface OrderFate {
  /** Which of these orders are ready. */
  ready(orderIds: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadyOrder>>;
  /** Which of these orders are in the dead-letter queue. */
  deadLettered(orderIds: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** How many dead letters there are besides those that can be seen. Any order without an end may be among them. */
  unseenDeadLetters(): Promise<number>;
  /** How many of these orders are still in a queue on their way. Approximate on AWS, where only the length of the queue is known. */
  onTheWay(orderIds: ReadonlySet<string>): Promise<number>;
  /** How often it pays to ask whether orders are ready. */
  readonly pollMs: number;
  /** How often it pays to look into the dead-letter queue. */
  readonly deadLetterPollMs: number;
}
