import fc from "fast-check";
import { EventSource } from "../support/event-source";
import { keepLogLines } from "../support/log-lines";
import { MemoryLedger, StoppedClock } from "../support/memory-ledger";
import { anOrder, orderId } from "../support/orders";
import { SEED } from "../support/seed";
import type { Fate, World } from "../support/troubled-bar";

const fates: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("works" as const) },
  { weight: 3, arbitrary: fc.constantFrom<Fate>("fails", "works unheard", "crash before", "crash after") },
);

/** A shop's bad day: how many copies of each order arrive, how much poison, and what goes wrong, step by step. */
const days = fc.record({
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 14 }),
  poison: fc.nat(4),
  visibilityMs: fc.constantFrom(1_000, 12_000, 60_000),
  tape: fc.array(fc.record({ fate: fates, pauses: fc.nat(4) }), { maxLength: 120 }),
});

interface Day {
  readonly copies: readonly number[];
  readonly poison: number;
  readonly visibilityMs: number;
  readonly tape: readonly { readonly fate: Fate; readonly pauses: number }[];
}

const live = async ({ copies, poison, visibilityMs, tape }: Day): Promise<World> => {
  const clock = new StoppedClock();
  const world: World = { ledger: new MemoryLedger(clock), clock, announcements: [], deadLetters: [] };
  const orders = copies.flatMap((count, number) => Array.from({ length: count }, () => anOrder(number)));
  const bodies = [
    ...Array.from({ length: poison }, (_, number) => `poison ${number}`),
    ...orders.map((order) => JSON.stringify(order)).sort((left, right) => hash(left) - hash(right)),
  ];
  let place = 0;
  const next = () => tape[place++] ?? { fate: "works" as const, pauses: 0 };
  await new EventSource(bodies, clock, visibilityMs).deliverUntilQuiet(world, { next });
  return world;
};

describe(`whatever fails on the way, and in whatever copies it comes (model of the queue, seed ${SEED})`, () => {
  beforeEach(() => {
    keepLogLines();
  });

  test("each order becomes ready; it is announced again only when nobody could know that it had been", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const { announcements } = await live(day);
        expect(new Set(announcements.map(({ orderId }) => orderId))).toEqual(
          new Set(day.copies.map((_, number) => orderId(number))),
        );
        for (const number of day.copies.keys()) {
          const unexcused = announcements.filter((one) => one.orderId === orderId(number) && !one.excused);
          expect(unexcused.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("each poisonous message reaches the dead-letter queue with its reason, and no other message does", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const { deadLetters } = await live(day);
        const poison = Array.from({ length: day.poison }, (_, number) => `poison ${number}`);
        expect(new Set(deadLetters.map(({ body }) => body))).toEqual(new Set(poison));
        expect(deadLetters.every(({ reason }) => reason === "is not JSON")).toBe(true);
        for (const body of poison)
          expect(deadLetters.filter((one) => one.body === body && !one.excused).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  test("on a day without trouble each order is announced exactly once, copies or not", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const { announcements, deadLetters } = await live({ ...day, tape: [] });
        expect(announcements.map((one) => one.orderId).sort()).toEqual([...day.copies.keys()].map(orderId));
        expect(deadLetters).toHaveLength(day.poison);
      }),
      { numRuns: 100 },
    );
  });
});

/** Mixes copies among each other, the same way every time. */
const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_537, 7);
