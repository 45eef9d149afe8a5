import type { Announcement } from "../../../lambda/barista/announce";
import type { Unmakeable } from "../../../lambda/barista/dead-letter";
import type { Bar } from "../../../lambda/barista/serve-orders";
import type { Ledger } from "../../../lambda/shared/ledger";

/** What becomes of one step: it may take effect or not, its worker may learn of it or not, or not live to. */
export type Fate = "works" | "fails" | "works unheard" | "crash before" | "crash after";

/** Fates for the steps of a whole story, in turn; when they are used up everything works. */
export interface Tape {
  next(): { readonly fate: Fate; readonly pauses: number };
}

/** What outlives the invocations: the ledger, the topic and the dead-letter queue. */
export interface World {
  readonly ledger: Ledger;
  readonly clock: { date(): Date };
  /** Each announcement that reached the topic, and whether a fault excuses that it may come again. */
  readonly announcements: { readonly orderId: string; excused: boolean }[];
  readonly deadLetters: { readonly body: string; readonly reason: string; excused: boolean }[];
}

/** One barista at work in the world: each of its steps meets the next fate. After a crash nothing it tries takes effect. */
export class Invocation {
  crashed = false;

  constructor(
    private readonly world: World,
    private readonly tape: Tape,
  ) {}

  readonly bar: Bar = {
    ledger: {
      claim: (id, leaseUntil) => this.step(() => this.world.ledger.claim(id, leaseUntil)),
      finish: async (id) => {
        const mine = this.world.announcements.findLast(({ orderId }) => id === `order#${orderId}`);
        let written = false;
        try {
          await this.step(async () => {
            await this.world.ledger.finish(id);
            written = true;
          });
        } finally {
          if (mine && !written) mine.excused = true;
        }
      },
    },
    announce: (announcements) => this.step(() => this.eachEntry(announcements, announcedEntry(this.world))),
    setAside: (messages) => this.step(() => this.eachEntry(messages, deadLetterEntry(this.world))),
    backOff: async () => {},
    now: () => this.world.clock.date(),
  };

  private async step<T>(effect: () => Promise<T>): Promise<T> {
    const { fate, pauses } = this.tape.next();
    for (let pause = 0; pause < pauses; pause += 1) await Promise.resolve();
    if (fate === "crash before") this.crashed = true;
    if (this.crashed || fate === "fails") throw new Error("did not happen");
    const before = this.marks();
    const happening = effect();
    if (fate === "crash after") this.crashed = true;
    if (fate === "works") return happening;
    for (const mark of this.marks()) if (!before.has(mark)) mark.excused = true;
    throw new Error("happened, but nobody heard of it");
  }

  /** The entries of one batch request, each with a fate of its own. Returns the ids of those that are known to be taken. */
  private async eachEntry<T>(
    entries: readonly T[],
    take: (entry: T) => { readonly id: string; readonly mark: { excused: boolean } },
  ): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const entry of entries) {
      const { fate } = this.tape.next();
      if (fate === "fails" || fate === "crash before") continue;
      const { id, mark } = take(entry);
      if (fate === "works") known.add(id);
      else mark.excused = true;
    }
    return known;
  }

  private marks(): ReadonlySet<{ excused: boolean }> {
    return new Set([...this.world.announcements, ...this.world.deadLetters]);
  }
}

const announcedEntry =
  ({ announcements }: World) =>
  ({ ready: { orderId } }: Announcement) => {
    const mark = { orderId, excused: false };
    announcements.push(mark);
    return { id: orderId, mark };
  };

const deadLetterEntry =
  ({ deadLetters }: World) =>
  ({ record, reason }: Unmakeable) => {
    const mark = { body: record.body, reason, excused: false };
    deadLetters.push(mark);
    return { id: record.messageId, mark };
  };
