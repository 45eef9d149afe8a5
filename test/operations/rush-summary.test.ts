import {
  percentile,
  type RushFacts,
  type RushSummary,
  stillWaiting,
  summarizeRush,
} from "../../operations/rush-summary";

const facts = (changes: Partial<RushFacts>): RushFacts => ({
  accepted: new Map(),
  refused: 0,
  ready: new Map(),
  deadLettered: new Set(),
  onTheWay: 0,
  unseenDeadLetters: 0,
  ...changes,
});

describe("the summary of a rush", () => {
  test("accounts for every order", () => {
    const accepted = new Map(["a", "b", "c", "d", "e"].map((orderId) => [orderId, 1_000]));
    const ready = new Map([
      ["a", { readyAt: 1_020, timesShown: 1, announcements: 1 }],
      ["b", { readyAt: 1_090, timesShown: 2, announcements: 2 }],
    ]);
    const summary = summarizeRush(facts({ accepted, refused: 2, ready, deadLettered: new Set(["c"]), onTheWay: 1 }));
    expect(summary).toEqual({
      accepted: 5,
      refused: 2,
      ready: 2,
      deadLettered: 1,
      lost: 1,
      unseen: 0,
      double: 1,
      p50Ms: 20,
      p95Ms: 90,
    } satisfies RushSummary);
    expect(stillWaiting(summary)).toBe(1);
  });

  test("tells orders that may be among dead letters that cannot be seen from lost ones", () => {
    const accepted = new Map(["a", "b", "c"].map((orderId) => [orderId, 0]));
    const some = summarizeRush(facts({ accepted, onTheWay: 1, unseenDeadLetters: 1 }));
    expect([some.lost, some.unseen, stillWaiting(some)]).toEqual([1, 1, 1]);
    const many = summarizeRush(facts({ accepted, onTheWay: 1, unseenDeadLetters: 7 }));
    expect([many.lost, many.unseen, stillWaiting(many)]).toEqual([0, 2, 1]);
  });

  test("has no times while nothing is ready", () => {
    const summary = summarizeRush(facts({ accepted: new Map([["a", 0]]), onTheWay: 1 }));
    expect(summary).toMatchObject({ ready: 0, lost: 0, double: 0, p50Ms: null, p95Ms: null });
  });

  test("does not pretend to know what nobody can see", () => {
    const ready = new Map([["a", { readyAt: 5, timesShown: null, announcements: null }]]);
    expect(summarizeRush(facts({ accepted: new Map([["a", 0]]), ready })).double).toBeNull();
  });

  test("leaves other people's orders out", () => {
    const ready = new Map([["somebody else's", { readyAt: 5, timesShown: 3, announcements: 3 }]]);
    expect(summarizeRush(facts({ ready, deadLettered: new Set(["x"]) }))).toMatchObject({
      ready: 0,
      deadLettered: 0,
      double: 0,
      lost: 0,
    });
  });

  test("counts an order that was dead-lettered and redriven as ready, once", () => {
    const accepted = new Map([["a", 0]]);
    const ready = new Map([["a", { readyAt: 7, timesShown: 1, announcements: 1 }]]);
    expect(summarizeRush(facts({ accepted, ready, deadLettered: new Set(["a"]) }))).toMatchObject({
      ready: 1,
      deadLettered: 0,
      lost: 0,
    });
  });

  test("has no negative times when clocks differ", () => {
    const summary = summarizeRush(
      facts({
        accepted: new Map([["a", 10]]),
        ready: new Map([["a", { readyAt: 7, timesShown: 1, announcements: 1 }]]),
      }),
    );
    expect(summary.p50Ms).toBe(0);
  });
});

describe("the nearest-rank percentile", () => {
  test.each([
    [[], 50, null],
    [[7], 50, 7],
    [[7], 95, 7],
    [[1, 2], 50, 1],
    [[1, 2, 3], 50, 2],
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 100, 50],
  ])("of %p at %i is %p", (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });
});
