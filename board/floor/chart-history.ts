import type { BoardState, DepthSample } from "../state";

export const HISTORY_MS = 300_000;

/** While nothing changes the line goes on at this pace. */
const STEADY_MS = 1_000;

export class DepthHistory {
  /** Oldest first. */
  samples: readonly DepthSample[] = [];

  /** Notes a count. @returns the samples that are new; none for a count that is the same so soon */
  add(at: number, waiting: number, inHand: number): readonly DepthSample[] {
    const last = this.samples.at(-1);
    const same = last !== undefined && last[1] === waiting && last[2] === inHand;
    if (last !== undefined && (at <= last[0] || (same && at - last[0] < STEADY_MS))) return [];
    const sample: DepthSample = [at, waiting, inHand];
    const first = this.samples.findIndex(([then]) => then >= at - HISTORY_MS);
    this.samples = [...(first < 0 ? [] : this.samples.slice(first)), sample];
    return [sample];
  }
}

const MOST_MARKS = 100;

/** What was done to the shop, as long as the chart shows it. */
export class Marks {
  private marks: BoardState["marks"] = [];

  add(at: number, text: string): void {
    this.marks = [...this.marks, { at, text }].slice(-MOST_MARKS);
  }

  recent(now: number): BoardState["marks"] {
    return this.marks.filter(({ at }) => at >= now - HISTORY_MS);
  }
}
