import type { BoardChange, BoardState, DepthSample } from "../state";

/** What is kept of the past: enough for a tab that was gone for a minute, and never more memory than this. */
const MOST_CHANGES = 1_000;
const MOST_CHARACTERS = 4_000_000;

/** The last changes, for tabs that come back or are slow. */
export class ChangeRing {
  private readonly kept: { readonly change: BoardChange; readonly characters: number }[] = [];
  private characters = 0;

  constructor(
    private readonly mostChanges = MOST_CHANGES,
    private readonly mostCharacters = MOST_CHARACTERS,
  ) {}

  /** @param characters length of the change as JSON text */
  add(change: BoardChange, characters: number): void {
    this.kept.push({ change, characters });
    this.characters += characters;
    while (this.kept.length > this.mostChanges || (this.characters > this.mostCharacters && this.kept.length > 1)) {
      this.characters -= this.kept.shift()?.characters ?? 0;
    }
  }

  /** All that changed since a sequence number, as one change; undefined when the past does not reach back so far. */
  since(sequence: number): BoardChange | undefined {
    const first = this.kept[0]?.change.sequence;
    if (first === undefined || sequence < first - 1) return undefined;
    const missed = this.kept.filter(({ change }) => change.sequence > sequence).map(({ change }) => change);
    const [only] = missed;
    if (missed.length === 1) return only;
    const depthAdded = missed.flatMap((change) => change.depthAdded ?? []);
    return Object.assign({}, ...missed, depthAdded.length > 0 && { depthAdded });
  }
}

export type Findings = Omit<BoardState, "sequence">;

/** What is sent to a tab: all of the state, or what changed of it. */
export interface Dispatch {
  readonly event: "snapshot" | "change";
  readonly sequence: number;
  /** JSON. */
  readonly data: string;
}

/**
 * The state of the shop as one sequence of changes, which any number of tabs follow at their own pace.
 *
 * Nothing is kept for a tab: it says which change it saw last and gets all that is newer in one piece, the latest value
 * of each key. However slow it is, it costs no memory.
 */
export class StateFeed {
  private state: BoardState;
  private readonly texts = new Map<string, string>();
  private last: Dispatch | undefined;
  private whole: Dispatch | undefined;
  private readonly waiting = new Set<() => void>();

  /**
   * @param firstSequence by default the time: a tab that comes back after the board was opened anew names a smaller
   *   number than this one begins with, and is sent everything
   */
  constructor(
    first: Findings,
    firstSequence = Date.now(),
    private readonly ring = new ChangeRing(),
  ) {
    this.state = { sequence: firstSequence, ...first };
    for (const [key, value] of Object.entries(first)) this.texts.set(key, JSON.stringify(value));
  }

  get now(): BoardState {
    return this.state;
  }

  /** Takes what was found out. Values that are the same as before are no change; `at` alone is none either. */
  update(
    found: Partial<Omit<Findings, "depth">>,
    depth: readonly DepthSample[],
    depthAdded: readonly DepthSample[],
  ): void {
    const changed = Object.entries(found).filter(([key, value]) => {
      const text = JSON.stringify(value);
      if (this.texts.get(key) === text) return false;
      this.texts.set(key, text);
      return true;
    });
    if (depthAdded.length === 0 && changed.every(([key]) => key === "at")) return;
    const sequence = this.state.sequence + 1;
    const change = { sequence, ...Object.fromEntries(changed), ...(depthAdded.length > 0 && { depthAdded }) };
    this.state = { ...this.state, ...found, sequence, depth };
    const data = JSON.stringify(change);
    this.ring.add(change, data.length);
    this.last = { event: "change", sequence, data };
    for (const tell of [...this.waiting]) tell();
  }

  /** What a tab has not seen yet; undefined when it is up to date. @param seen number of what it saw last */
  since(seen: number | undefined): Dispatch | undefined {
    const { sequence } = this.state;
    if (seen === sequence) return undefined;
    if (seen === sequence - 1 && this.last !== undefined) return this.last;
    const change = seen === undefined || seen > sequence ? undefined : this.ring.since(seen);
    if (change !== undefined) return { event: "change", sequence, data: JSON.stringify(change) };
    if (this.whole?.sequence !== sequence) {
      this.whole = { event: "snapshot", sequence, data: JSON.stringify(this.state) };
    }
    return this.whole;
  }

  /** Resolves when there is something newer than `seen`, after `patienceMs`, or when `signal` is aborted. */
  async newerThan(seen: number | undefined, patienceMs: number, signal: AbortSignal): Promise<void> {
    if (this.state.sequence !== seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      this.waiting.add(done);
      signal.addEventListener("abort", done);
    });
  }
}
