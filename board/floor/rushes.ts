import { randomUUID } from "node:crypto";
import { ShopError } from "../../operations/shop-error";
import type { RushState } from "../state";

const LAST_RUSHES = 5;

/** Each keeps the cashier busy with four requests at a time until every order is answered. */
const MOST_AT_THE_CASHIER = 3;

/** Each is followed until its drinks are ready, which takes as long as the barista is away. */
const MOST_UNDER_WAY = 20;

export type RushNews = Pick<RushState, "accepted" | "refused" | "ready">;

export class Rushes {
  private readonly rushes = new Map<string, RushState>();

  constructor(
    private readonly onChange: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Starts a rush, and returns its id at once. @throws ShopError when enough of them are under way */
  start(kind: RushState["kind"], orders: number, run: (tell: (news: RushNews) => void) => Promise<unknown>): string {
    const underWay = this.state().filter(({ done }) => !done);
    if (underWay.filter((rush) => !isAnswered(rush)).length >= MOST_AT_THE_CASHIER) {
      throw new ShopError(`${MOST_AT_THE_CASHIER} rushes are at the cashier: wait until one of them is placed`);
    }
    if (underWay.length >= MOST_UNDER_WAY) {
      throw new ShopError(`${MOST_UNDER_WAY} rushes are under way: wait until the drinks of one of them are ready`);
    }
    const id = randomUUID();
    const startedAt = this.now();
    const first: RushState = { id, kind, startedAt, orders, accepted: 0, refused: 0, ready: 0, done: false, ms: 0 };
    this.put(first);
    const tell = (news: RushNews) => {
      const before = this.rushes.get(id) ?? first;
      this.put({ ...before, ...news, ms: isAnswered(before) ? before.ms : this.now() - startedAt });
    };
    const end = () => this.put({ ...(this.rushes.get(id) ?? first), done: true });
    void run(tell).then(end, end);
    return id;
  }

  /** Oldest first: those under way, and the last few that are over. */
  state(): readonly RushState[] {
    return [...this.rushes.values()];
  }

  private put(rush: RushState): void {
    this.rushes.set(rush.id, rush);
    const over = this.state().filter(({ done }) => done);
    for (const { id } of over.slice(0, -LAST_RUSHES)) this.rushes.delete(id);
    this.onChange();
  }
}

const isAnswered = ({ accepted, refused, orders }: RushState): boolean => accepted + refused >= orders;
