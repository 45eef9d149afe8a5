import fc from "fast-check";
import { account, isKept, type OrderEvent, outcomesOf } from "../../operations/accounting";
import { percentile } from "../../operations/rush-summary";
import { SEED } from "../lambda/support/seed";

const event = (kind: OrderEvent["kind"], orderId: string): OrderEvent => ({ orderId, kind });

/** An order that goes the usual way. */
const served = (orderId: string): OrderEvent[] =>
  (["attempted", "acknowledged", "ready"] as const).map((kind) => event(kind, orderId));

/** Orders that all came to exactly one end: which of them, and whether the cashier's answer arrived. */
const wellRun = fc
  .array(fc.record({ end: fc.constantFrom("ready", "deadLettered"), answered: fc.boolean() } as const), {
    minLength: 1,
    maxLength: 60,
  })
  .map((orders) => [
    ...served("order-well"),
    ...orders.flatMap(({ end, answered }, place): OrderEvent[] => [
      event("attempted", `order-${place}`),
      event(answered ? "acknowledged" : "unknown", `order-${place}`),
      event(end, `order-${place}`),
    ]),
  ]);

const KINDS = ["attempted", "acknowledged", "unknown", "ready", "noticed", "deadLettered"] as const;
const anyEvents = fc.array(
  fc.record({
    orderId: fc.integer({ min: 0, max: 12 }).map(String),
    kind: fc.constantFrom<OrderEvent["kind"]>(...KINDS),
  }),
);

describe(`the account (seed ${SEED})`, () => {
  test("of orders that all came to one end is clean", () => {
    fc.assert(
      fc.property(wellRun, (events) => {
        const sums = account(events);
        expect(sums).toMatchObject({ lost: 0, phantom: 0, double: 0, verdict: "nothing lost, nothing doubled" });
        expect(isKept(sums)).toBe(true);
      }),
    );
  });

  test("finds each of the losses, phantoms and doubles put into it, and no more", () => {
    const counts = fc.record({ lose: fc.nat(9), invent: fc.nat(9), double: fc.nat(9), twice: fc.nat(9) });
    fc.assert(
      fc.property(wellRun, counts, (events, { lose, invent, double, twice }) => {
        const of = (count: number, name: string) => Array.from({ length: count }, (_, place) => `${name}-${place}`);
        const sums = account([
          ...events,
          ...of(lose, "lost").flatMap((id) => served(id).filter(({ kind }) => kind !== "ready")),
          ...of(invent, "phantom").map((id) => event("ready", id)),
          ...of(double, "double").flatMap((id) => [...served(id), event("ready", id)]),
          ...of(twice, "twice").flatMap((id) => [...served(id), event("deadLettered", id)]),
        ]);
        expect(sums).toMatchObject({ lost: lose, phantom: invent, double });
        expect(isKept(sums)).toBe(lose + invent + double + twice === 0);
      }),
    );
  });

  test("loses an order when its only end is taken away", () => {
    fc.assert(
      fc.property(wellRun, fc.nat(), (events, which) => {
        const answered = new Set(events.flatMap(({ orderId, kind }) => (kind === "acknowledged" ? [orderId] : [])));
        const ends = events.filter(
          ({ orderId, kind }) => ["ready", "deadLettered"].includes(kind) && answered.has(orderId),
        );
        const taken = ends[which % ends.length];
        expect(account(events.filter((one) => one !== taken))).toMatchObject({ lost: 1, verdict: "1 order lost" });
      }),
    );
  });

  test("does not depend on the sequence of events", () => {
    fc.assert(
      fc.property(
        anyEvents.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => expect(account(shuffled)).toEqual(account(events)),
      ),
    );
  });

  test("puts every acknowledged order at exactly one end, or says which one it is not", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const outcomes = outcomesOf(events);
        for (const orderId of outcomes.acknowledged) {
          const ends = [outcomes.ready, outcomes.deadLettered, outcomes.missing].filter((end) => end.has(orderId));
          expect(ends.length).toBe(outcomes.twoEnds.has(orderId) ? 2 : 1);
        }
        expect(account(events).lost).toBe(outcomes.missing.size);
      }),
    );
  });
});

test(`the nearest-rank percentile is the smallest value that enough values do not exceed (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
      const ascending = values.sort((one, other) => one - other);
      const found = percentile(ascending, percent) ?? Number.NaN;
      const share = (limit: number) => (100 * ascending.filter((value) => value <= limit).length) / ascending.length;
      expect(ascending).toContain(found);
      expect(share(found)).toBeGreaterThanOrEqual(percent);
      expect(share(found - 1)).toBeLessThan(percent);
    }),
  );
});
