import type { BoardChange } from "../state";

/** What is kept of the past: enough for a tab that was gone for a minute, and never more memory than this. */
const MOST_CHANGES = 1_000;
const MOST_CHARACTERS = 4_000_000;

interface Kept {
  readonly change: BoardChange;
  readonly characters: number;
}

/** The last changes, for tabs that come back or are slow. */
export class ChangeRing {
  private kept: Kept[] = [];
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

  /**
   * Everything that changed since a sequence number, as one change: the latest value of each key, and all depths.
   *
   * @returns undefined when the past does not reach back so far
   */
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
