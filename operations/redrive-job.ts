import type { pause } from "./pause";
import type { Choice } from "./redrive-choice";
import type { RedriveResult } from "./redrive-result";

/** What is to be done with a dead-letter queue. */
export interface RedriveJob {
  readonly action: "move" | "drop";
  readonly isChosen: Choice;
  /** The most messages to move in a second; undefined for as many as the queues take. */
  readonly perSecond: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (soFar: RedriveResult) => void;
}

/** The clock of a redrive; tests have their own. */
export interface RedriveClock {
  readonly now: () => number;
  readonly wait: typeof pause;
}
