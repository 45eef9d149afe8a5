import { type Account, account, isKept, type OrderEvent } from "../../operations/accounting";
import {
  percentile,
  type RushFacts,
  type RushSummary,
  stillWaiting,
  summarizeRush,
} from "../../operations/rush-summary";

const event = (kind: OrderEvent["kind"], orderId = "order-1"): OrderEvent => ({ orderId, kind });

/** An order that goes the usual way. */
const SERVED = ["attempted", "acknowledged", "ready"] as const;
const served = (orderId: string): OrderEvent[] => SERVED.map((kind) => event(kind, orderId));

describe("the account of one order", () => {
  test.each<[string, OrderEvent["kind"][], Partial<Account>]>([
    ["served", [...SERVED, "noticed"], { ready: 1, lost: 0, double: 0, phantom: 0 }],
    ["dead-lettered", ["attempted", "acknowledged", "deadLettered"], { deadLettered: 1, lost: 0 }],
    ["acknowledged after a retry", ["attempted", "unknown", "acknowledged", "ready"], { acknowledged: 1, lost: 0 }],
    ["acknowledged and nowhere", ["attempted", "acknowledged"], { lost: 1, verdict: "1 order lost" }],
    ["ready that nobody placed", ["acknowledged", "ready"], { phantom: 1, verdict: "1 order made that nobody placed" }],
    ["shown twice", [...SERVED, "ready"], { double: 1, verdict: "1 order doubled" }],
    ["noticed twice", [...SERVED, "noticed", "noticed"], { double: 1 }],
    ["shown and noticed twice: one order", [...SERVED, "ready", "noticed", "noticed"], { double: 1 }],
    [
      "at two ends",
      [...SERVED, "deadLettered"],
      { lost: 0, double: 0, verdict: "1 order both ready and in the dead-letter queue" },
    ],
    [
      "without an answer and nowhere",
      ["attempted", "unknown"],
      { acknowledged: 0, lost: 0, verdict: "no order was acknowledged, so nothing is proven" },
    ],
  ])("%s", (_, kinds, expected) => {
    expect(account(kinds.map((kind) => event(kind)))).toMatchObject(expected);
  });

  test("without an answer and ready all the same is nobody's fault", () => {
    const events = [...served("order-1"), event("attempted", "order-2"), event("unknown", "order-2")];
    expect(account([...events, event("ready", "order-2")])).toEqual({
      attempted: 2,
      acknowledged: 1,
      ready: 2,
      deadLettered: 0,
      lost: 0,
      phantom: 0,
      double: 0,
      verdict: "nothing lost, nothing doubled",
    } satisfies Account);
  });

  test("that still waits is neither lost nor well", () => {
    const waits = account([event("attempted"), event("acknowledged")], { stillWaiting: 7 });
    expect(waits).toMatchObject({ lost: 0, verdict: "1 order not at an end yet" });
    expect(isKept(waits)).toBe(false);
  });

  test("that may be among dead letters that cannot be seen is neither lost nor well", () => {
    const events = ["a", "b", "c"].flatMap((orderId) => [event("attempted", orderId), event("acknowledged", orderId)]);
    const unseen = account(events, { stillWaiting: 1, unseen: 1 });
    expect(unseen.lost).toBe(1);
    expect(unseen.verdict).toBe(
      "1 order lost, 1 order not seen, perhaps among the dead letters behind others of their location, 1 order not at an end yet",
    );
    const many = account(events, { unseen: 7 });
    expect(many).toMatchObject({ lost: 0, verdict: expect.stringMatching(/^3 orders not seen/) });
    expect(isKept(many)).toBe(false);
  });

  test("says nothing about a board that was not seen", () => {
    const unseen = account(served("order-1"), { boardSeen: false });
    expect(unseen).toMatchObject({ lost: 0, phantom: null, double: null });
    expect(unseen.verdict).toBe("nothing lost (what the pickup board shows cannot be seen from here)");
    expect(isKept(unseen)).toBe(true);
  });

  test("says everything that went wrong", () => {
    const events = [event("attempted", "a"), event("acknowledged", "a"), event("ready", "b"), event("ready", "b")];
    expect(account(events).verdict).toBe("1 order lost, 1 order made that nobody placed, 1 order doubled");
  });
});

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
    const summary = summarizeRush(facts({ ready, deadLettered: new Set(["x"]) }));
    expect(summary).toMatchObject({ ready: 0, deadLettered: 0, double: 0, lost: 0 });
  });

  test("counts an order that was dead-lettered and redriven as ready, once", () => {
    const accepted = new Map([["a", 0]]);
    const ready = new Map([["a", { readyAt: 7, timesShown: 1, announcements: 1 }]]);
    const summary = summarizeRush(facts({ accepted, ready, deadLettered: new Set(["a"]) }));
    expect(summary).toMatchObject({ ready: 1, deadLettered: 0, lost: 0 });
  });

  test("has no negative times when clocks differ", () => {
    const ready = new Map([["a", { readyAt: 7, timesShown: 1, announcements: 1 }]]);
    expect(summarizeRush(facts({ accepted: new Map([["a", 10]]), ready })).p50Ms).toBe(0);
  });
});

test("of no values there is no percentile", () => {
  expect(percentile([], 50)).toBeNull();
});
