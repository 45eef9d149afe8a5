import { type Account, account, isKept, type OrderEvent } from "../../operations/accounting";

const event = (kind: OrderEvent["kind"], orderId = "order-1"): OrderEvent => ({ orderId, kind });

/** An order that goes the usual way. */
const served = (orderId: string): OrderEvent[] => [
  event("attempted", orderId),
  event("acknowledged", orderId),
  event("ready", orderId),
];

describe("the account of one order", () => {
  test.each<[string, OrderEvent["kind"][], Partial<Account>]>([
    ["served", ["attempted", "acknowledged", "ready", "noticed"], { ready: 1, lost: 0, double: 0, phantom: 0 }],
    ["dead-lettered", ["attempted", "acknowledged", "deadLettered"], { deadLettered: 1, lost: 0 }],
    ["acknowledged after a retry", ["attempted", "unknown", "acknowledged", "ready"], { acknowledged: 1, lost: 0 }],
    ["acknowledged and nowhere", ["attempted", "acknowledged"], { lost: 1, verdict: "1 order lost" }],
    ["ready that nobody placed", ["acknowledged", "ready"], { phantom: 1, verdict: "1 order made that nobody placed" }],
    ["shown twice", ["attempted", "acknowledged", "ready", "ready"], { double: 1, verdict: "1 order doubled" }],
    ["noticed twice", ["attempted", "acknowledged", "ready", "noticed", "noticed"], { double: 1 }],
    [
      "shown twice and noticed twice: one order",
      ["attempted", "acknowledged", "ready", "ready", "noticed", "noticed"],
      { double: 1 },
    ],
    [
      "at two ends",
      ["attempted", "acknowledged", "ready", "deadLettered"],
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
    expect(unseen).toMatchObject({
      lost: 1,
      verdict:
        "1 order lost, 1 order not seen, perhaps among the dead letters behind others of their location, 1 order not at an end yet",
    });
    expect(account(events, { unseen: 7 })).toMatchObject({
      lost: 0,
      verdict: expect.stringMatching(/^3 orders not seen/),
    });
    expect(isKept(account(events, { unseen: 7 }))).toBe(false);
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
