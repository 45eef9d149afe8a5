/** Who watches the shop through this board: one for each tab. */
export class Watchers {
  private count = 0;

  /** @param onFirst is called when somebody comes and nobody was there */
  constructor(private readonly onFirst: () => void) {}

  get present(): number {
    return this.count;
  }

  /** Somebody comes. @returns what to call, any number of times, when they go */
  come(): () => void {
    let here = true;
    this.count += 1;
    if (this.count === 1) this.onFirst();
    return () => {
      if (here) this.count -= 1;
      here = false;
    };
  }
}
