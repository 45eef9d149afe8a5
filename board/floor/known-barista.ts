/** Takes what a look found; undefined is what it did not look at. */
type TakeState = (state: string | undefined) => void;

/** What the board knows of one barista: by looks, and by actions, whose news are newer than a look that began before. */
export class KnownBarista {
  private known = "unknown";
  private foundByActions = 0;

  /** @param onMove told when the barista has gone away or come back */
  constructor(private readonly onMove: (away: boolean) => void = () => undefined) {}

  get state(): string {
    return this.known;
  }

  get isAway(): boolean {
    return isAway(this.known);
  }

  /** A look begins. What it finds is dropped when an action has found out the state since. */
  beginLook(): TakeState {
    const before = this.foundByActions;
    return (state) => {
      if (before === this.foundByActions) this.take(state);
    };
  }

  /** Takes what an action found out. */
  found(state: string | undefined): void {
    if (state === undefined) return;
    this.foundByActions += 1;
    this.take(state);
  }

  private take(state = this.known): void {
    const before = this.known;
    this.known = state;
    if (before !== "unknown" && isAway(before) !== isAway(state)) this.onMove(isAway(state));
  }
}

const isAway = (state: string): boolean => state === "Disabled" || state === "Disabling";
