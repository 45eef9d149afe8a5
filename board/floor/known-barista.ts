/** What the board knows of one barista: by polls, and by actions, whose news are newer than a poll that began before. */
export class KnownBarista {
  private known = "unknown";
  private foundByActions = 0;

  constructor(private readonly onMove: (away: boolean) => void = () => undefined) {}

  get state(): string {
    return this.known;
  }

  get isAway(): boolean {
    return isAway(this.known);
  }

  /** A poll begins. @returns takes the state it found, if any; that is dropped when an action has found it out since */
  beginPoll(): (state: string | undefined) => void {
    const before = this.foundByActions;
    return (state) => {
      if (before === this.foundByActions) this.take(state);
    };
  }

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
