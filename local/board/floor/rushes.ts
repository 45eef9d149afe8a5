import { randomUUID } from "node:crypto";
import { ShopError } from "../../../cli/desk/shop-error";
import type { RushState } from "../state";

/** Rushes that are over and still shown. */
const LAST_RUSHES = 5;

/** Each keeps the cashier busy with four requests at a time. */
const MOST_AT_ONCE = 3;

/** What is known about a rush so far. */
export type RushNews = Pick<RushState, "accepted" | "refused" | "ready">;

/** Runs a rush to its end, and tells how it goes. */
export type RushRun = (tell: (news: RushNews) => void) => Promise<unknown>;

/** The rushes that this board started. */
export class Rushes {
  private rushes: readonly RushState[] = [];

  /** @param onChange is called whenever one of them goes on */
  constructor(
    private readonly onChange: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Starts a rush, and returns its id at once.
   *
   * @throws ShopError when enough of them are running
   */
  start(kind: RushState["kind"], orders: number, run: RushRun): string {
    if (this.rushes.filter(({ done }) => !done).length >= MOST_AT_ONCE) {
      throw new ShopError(`${MOST_AT_ONCE} rushes are under way: wait until one of them is over`);
    }
    const id = randomUUID();
    const startedAt = this.now();
    const first: RushState = { id, kind, startedAt, orders, accepted: 0, refused: 0, ready: 0, done: false, ms: 0 };
    this.put(first);
    const tell = (news: RushNews) => {
      const before = this.rushes.find((rush) => rush.id === id) ?? first;
      const answered = before.accepted + before.refused >= orders;
      this.put({ ...before, ...news, ms: answered ? before.ms : this.now() - startedAt });
    };
    const end = () => this.put({ ...(this.rushes.find((rush) => rush.id === id) ?? first), done: true });
    void run(tell).then(end, end);
    return id;
  }

  /** Oldest first: those under way, and the last few that are over. */
  state(): readonly RushState[] {
    return this.rushes;
  }

  private put(rush: RushState): void {
    const known = this.rushes.some(({ id }) => id === rush.id);
    const all = known ? this.rushes.map((one) => (one.id === rush.id ? rush : one)) : [...this.rushes, rush];
    const over = all.filter(({ done }) => done).slice(-LAST_RUSHES);
    this.rushes = all.filter((one) => !one.done || over.includes(one));
    this.onChange();
  }
}
