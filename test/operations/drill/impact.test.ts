import type { Served } from "../../../operations/drill/drill-orders";
import { type DrillSide, looseSide, outageImpact, tightSide } from "../../../operations/drill/impact";

const customer = (orderId: string, attempts: number, problem?: string): Served => ({
  orderId,
  dueMs: 0,
  latencyMs: 0,
  attempts,
  problem,
});

describe("what an outage costs the customers", () => {
  const ends = { ready: new Set(["a", "b", "made after all"]), deadLettered: new Set(["dead-lettered after all"]) };

  test.each<[string, Served, { dropped: number; blocked: number }]>([
    ["served at once", customer("a", 1), { dropped: 0, blocked: 0 }],
    ["served after having been turned away", customer("b", 3), { dropped: 0, blocked: 1 }],
    ["turned away for good", customer("c", 3, "away"), { dropped: 1, blocked: 0 }],
    ["left without an answer, and the order made", customer("made after all", 3, "silent"), { dropped: 0, blocked: 0 }],
    [
      "left without an answer, and the order dead-lettered",
      customer("dead-lettered after all", 3, "silent"),
      { dropped: 0, blocked: 0 },
    ],
  ])("%s", (_, served, impact) => {
    expect(outageImpact([served], ends)).toEqual(impact);
  });
});

describe("the sides of a comparison", () => {
  const result = (dropped: number, blocked: number) => ({
    account: {
      attempted: 9,
      acknowledged: 4,
      ready: 4,
      deadLettered: 0,
      lost: 0,
      phantom: null,
      double: null,
      verdict: "as the account says",
    },
    impact: { dropped, blocked },
    latency: { before: { orders: 0, p50Ms: null, p95Ms: null }, away: { orders: 0, p50Ms: null, p95Ms: null } },
    depth: [],
    phases: new Map(),
    refusals: new Map(),
    announcedAgain: 0,
  });

  test("are the account with what it cost; the shop's verdict stays", () => {
    expect(looseSide(result(1, 2))).toEqual({
      ...result(1, 2).account,
      dropped: 1,
      blocked: 2,
      verdict: "as the account says",
    } satisfies DrillSide);
  });

  test.each([
    [0, 0, "nothing dropped, nothing blocked"],
    [5, 0, "5 orders dropped"],
    [0, 1, "1 order blocked"],
    [5, 20, "5 orders dropped, 20 orders blocked"],
  ])("the exhibit's verdict on %i dropped and %i blocked: %s", (dropped, blocked, verdict) => {
    expect(tightSide(result(dropped, blocked)).verdict).toBe(verdict);
  });
});
