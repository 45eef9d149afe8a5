/** The account of a redrive: every message that was found is in exactly one of the other counts. */
export interface RedriveResult {
  /** Messages that were in the dead-letter queue when the redrive began and that it could get hold of. */
  readonly found: number;
  /** Sent back to the queue they came from, and gone from the dead-letter queue. */
  readonly moved: number;
  /** Deleted. */
  readonly dropped: number;
  /** Left in the dead-letter queue: not chosen, or not reached before the operator stopped. */
  readonly kept: number;
  /** Chosen, and still in the dead-letter queue because a step failed. */
  readonly failed: number;
}

/** What a redrive came to. */
export interface RedriveOutcome {
  readonly result: RedriveResult;
  /** What went wrong last; undefined when nothing did. */
  readonly problem: unknown;
}
