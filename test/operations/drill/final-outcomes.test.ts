import { readFinalOutcomes } from "../../../operations/drill/final-outcomes";
import type { OutcomeReader, ReadyOrder } from "../../../operations/order-outcome";

const shown = (timesShown: number | null = 1, announcements: number | null = 1): ReadyOrder => ({
  readyAt: 0,
  timesShown,
  announcements,
});

/** Answers to one read after the other; the last is repeated. */
const outcome = (
  ...reads: { ready?: Record<string, ReadyOrder>; dead?: string[]; onTheWay?: number; unseen?: number }[]
) => {
  let read = 0;
  const now = () => reads[Math.min(read, reads.length) - 1] ?? {};
  return {
    reads: () => read,
    outcome: {
      ready: async () => {
        read += 1;
        return new Map(Object.entries(now().ready ?? {}));
      },
      deadLettered: async () => new Set(now().dead ?? []),
      unseenDeadLetters: async () => now().unseen ?? 0,
      onTheWay: async () => now().onTheWay ?? 0,
      pollMs: 1,
      deadLetterPollMs: 1,
    } satisfies OutcomeReader,
  };
};

const two = { attempted: new Set(["a", "b"]), acknowledged: new Set(["a", "b"]) };

describe("seeing the ends of all orders", () => {
  test("notes an order once for each time it was shown, and dead letters", async () => {
    const { events, announcedAgain } = await readFinalOutcomes(
      outcome({ ready: { a: shown(2, 3) }, dead: ["b"] }).outcome,
      two,
    );
    expect(events.map(({ orderId, kind }) => `${orderId} ${kind}`)).toEqual(["a ready", "a ready", "b deadLettered"]);
    expect(announcedAgain).toBe(1);
  });

  test("reads again for an order that moved while it read", async () => {
    const moving = outcome({ ready: { a: shown() } }, { ready: { a: shown(), b: shown() } });
    const { events } = await readFinalOutcomes(moving.outcome, two, 1);
    expect(events).toHaveLength(2);
    expect(moving.reads()).toBe(2);
  });

  test("gives up on an order that is nowhere each time, and does not mistake a waiting one for it", async () => {
    const lost = outcome({ ready: { a: shown() } });
    expect(await readFinalOutcomes(lost.outcome, two, 1)).toMatchObject({ stillWaiting: 0 });
    expect(lost.reads()).toBe(5);
    const waiting = outcome({ ready: { a: shown() }, onTheWay: 1 });
    expect(await readFinalOutcomes(waiting.outcome, two, 1)).toMatchObject({ stillWaiting: 1 });
    expect(waiting.reads()).toBe(1);
  });

  test("does not mistake for lost what may be among dead letters that cannot be seen", async () => {
    const hidden = outcome({ unseen: 2 });
    expect(await readFinalOutcomes(hidden.outcome, two, 1)).toMatchObject({ stillWaiting: 0, unseen: 2 });
    expect(hidden.reads()).toBe(1);
    const tooFew = outcome({ unseen: 1 });
    expect(await readFinalOutcomes(tooFew.outcome, two, 1)).toMatchObject({ unseen: 1 });
    expect(tooFew.reads()).toBe(5);
  });
});
