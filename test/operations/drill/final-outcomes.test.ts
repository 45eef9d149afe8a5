import { seeEnds } from "../../../operations/drill/final-outcomes";
import type { OrderFate, ReadyOrder } from "../../../operations/order-outcome";

const shown = (timesShown: number | null = 1, announcements: number | null = 1): ReadyOrder => ({
  readyAt: 0,
  timesShown,
  announcements,
});

/** Answers to one look after the other; the last is repeated. */
const fate = (
  ...looks: { ready?: Record<string, ReadyOrder>; dead?: string[]; onTheWay?: number; unseen?: number }[]
) => {
  let look = 0;
  const now = () => looks[Math.min(look, looks.length) - 1] ?? {};
  return {
    looks: () => look,
    fate: {
      ready: async () => {
        look += 1;
        return new Map(Object.entries(now().ready ?? {}));
      },
      deadLettered: async () => new Set(now().dead ?? []),
      unseenDeadLetters: async () => now().unseen ?? 0,
      onTheWay: async () => now().onTheWay ?? 0,
      pollMs: 1,
      deadLetterPollMs: 1,
    } satisfies OrderFate,
  };
};

const two = { attempted: new Set(["a", "b"]), acknowledged: new Set(["a", "b"]) };

describe("seeing the ends of all orders", () => {
  test("notes an order once for each time it was shown, and dead letters", async () => {
    const { events, announcedAgain } = await seeEnds(fate({ ready: { a: shown(2, 3) }, dead: ["b"] }).fate, two);
    expect(events.map(({ orderId, kind }) => `${orderId} ${kind}`)).toEqual(["a ready", "a ready", "b deadLettered"]);
    expect(announcedAgain).toBe(1);
  });

  test("looks again for an order that moved while it looked", async () => {
    const moving = fate({ ready: { a: shown() } }, { ready: { a: shown(), b: shown() } });
    const { events } = await seeEnds(moving.fate, two, 1);
    expect(events).toHaveLength(2);
    expect(moving.looks()).toBe(2);
  });

  test("gives up on an order that is nowhere each time, and does not mistake a waiting one for it", async () => {
    const lost = fate({ ready: { a: shown() } });
    expect(await seeEnds(lost.fate, two, 1)).toMatchObject({ stillWaiting: 0 });
    expect(lost.looks()).toBe(5);
    const waiting = fate({ ready: { a: shown() }, onTheWay: 1 });
    expect(await seeEnds(waiting.fate, two, 1)).toMatchObject({ stillWaiting: 1 });
    expect(waiting.looks()).toBe(1);
  });

  test("does not mistake for lost what may be among dead letters that cannot be seen", async () => {
    const hidden = fate({ unseen: 2 });
    expect(await seeEnds(hidden.fate, two, 1)).toMatchObject({ stillWaiting: 0, unseen: 2 });
    expect(hidden.looks()).toBe(1);
    const tooFew = fate({ unseen: 1 });
    expect(await seeEnds(tooFew.fate, two, 1)).toMatchObject({ unseen: 1 });
    expect(tooFew.looks()).toBe(5);
  });
});
