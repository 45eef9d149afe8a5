import { HISTORY_MS } from "./depth-history";

/** More than a chart can hold. */
const MOST_MARKS = 100;

interface Mark {
  readonly at: number;
  readonly text: string;
}

/** What was done to the shop, as long as the chart shows it. */
export class Marks {
  private marks: readonly Mark[] = [];

  add(at: number, text: string): void {
    this.marks = [...this.marks, { at, text }].slice(-MOST_MARKS);
  }

  recent(now: number): readonly Mark[] {
    if (this.marks.some(({ at }) => at < now - HISTORY_MS)) {
      this.marks = this.marks.filter(({ at }) => at >= now - HISTORY_MS);
    }
    return this.marks;
  }
}
