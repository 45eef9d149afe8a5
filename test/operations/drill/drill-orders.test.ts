import { setTimeout as pause } from "node:timers/promises";
import { takeOrders } from "../../../lambda/cashier/take-orders";
import type { OrderEvent } from "../../../operations/accounting";
import { type DrillOrder, drillOrders, placeSteadily } from "../../../operations/drill/drill-orders";
import { cashierLatency } from "../../../operations/drill/impact";
import type { CashierRequest } from "../../../operations/shop";

const accept = (orderId: string) =>
  new Response(JSON.stringify({ orders: [{ orderId, status: "accepted" }] }), { status: 202 });

/** Places orders with a cashier of the test's making. */
const placed = async (
  orders: readonly DrillOrder[],
  askCashier: (request: CashierRequest, order: DrillOrder) => Promise<Response>,
  { ratePerSecond = 50, signal = new AbortController().signal } = {},
) => {
  const events: OrderEvent[] = [];
  const begun = performance.now();
  const ask = (request: CashierRequest) => {
    const order = orders.find(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey);
    if (order === undefined) throw new Error("nobody placed this");
    expect(events).toContainEqual({ orderId: order.orderId, kind: "attempted" });
    return askCashier(request, order);
  };
  const served = await placeSteadily({ askCashier: ask }, orders, {
    ratePerSecond,
    clock: () => performance.now() - begun,
    signal,
    note: (event) => void events.push(event),
  });
  return { events, served, tookMs: performance.now() - begun };
};

describe("the orders of a drill", () => {
  test("have the ids that the cashier gives them", async () => {
    for (const { orderId, idempotencyKey, form } of drillOrders(25, "Drill 1")) {
      const request = {
        method: "POST",
        path: "/orders",
        headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
        body: Buffer.from(JSON.stringify(form)),
      };
      const answer = await takeOrders(request, {
        contactRules: { smsCountryPrefixes: "any", pushApplicationArns: [] },
        storeOrders: async (orders) => new Set(orders.map((order) => order.orderId)),
        now: () => new Date(0),
        newKey: () => "no key was given",
      });
      expect(answer).toMatchObject({ status: 202, body: { orders: [{ orderId, status: "accepted" }] } });
    }
  });
});

describe("placing steadily", () => {
  test("notes an order before it is asked for, and what the cashier said after", async () => {
    const orders = drillOrders(3, "Drill 1");
    const seen: string[] = [];
    const { events, served } = await placed(orders, async (_, { orderId }) => {
      seen.push(orderId);
      return orderId === orders[1]?.orderId ? new Response("{}", { status: 400 }) : accept(orderId);
    });
    for (const { orderId } of orders) {
      expect(events.filter((event) => event.orderId === orderId).map(({ kind }) => kind)).toEqual([
        "attempted",
        orderId === orders[1]?.orderId ? "unknown" : "acknowledged",
      ]);
    }
    expect(seen).toHaveLength(3);
    expect(served.map(({ orderId, attempts, problem }) => [orderId, attempts, problem === undefined])).toEqual(
      orders.map(({ orderId }, place) => [orderId, 1, place !== 1]),
    );
  });

  test("keeps the rate, whoever has to wait, and counts the wait from when the order was due", async () => {
    const { served, tookMs } = await placed(drillOrders(20, "Drill 1"), async (_, { orderId }) => {
      await pause(400);
      return accept(orderId);
    });
    expect(tookMs).toBeGreaterThan(750);
    expect(tookMs).toBeLessThan(2_000);
    expect(served.map(({ dueMs }) => Math.round(dueMs - (served[0]?.dueMs ?? 0)))).toEqual(
      Array.from({ length: 20 }, (_, place) => place * 20),
    );
    for (const { latencyMs } of served) expect(latencyMs).toBeGreaterThan(390);
  });

  test("stops when it is broken off; who had no answer by then is unknown", async () => {
    const stopping = new AbortController();
    let asked = 0;
    const { events, served } = await placed(
      drillOrders(50, "Drill 1"),
      async ({ signal }, { orderId }) => {
        asked += 1;
        if (asked > 2) stopping.abort();
        signal.throwIfAborted();
        return accept(orderId);
      },
      { signal: stopping.signal },
    );
    expect(events.filter(({ kind }) => kind === "attempted")).toHaveLength(3);
    expect(events.filter(({ kind }) => kind === "unknown")).toHaveLength(1);
    expect(served).toHaveLength(2);
  });
});

test("the cashier's latency is compared by when orders were due", () => {
  const served = [0, 1_000, 2_000, 3_000, 4_000].map((dueMs) => ({ dueMs, latencyMs: dueMs + 5 }));
  const phases = new Map([
    ["before", 0],
    ["leaving", 1_000],
    ["away", 2_000],
    ["returning", 4_000],
  ] as const);
  expect(cashierLatency(served, phases)).toEqual({
    before: { orders: 1, p50Ms: 5, p95Ms: 5 },
    away: { orders: 2, p50Ms: 2_005, p95Ms: 3_005 },
  });
  expect(cashierLatency(served, new Map()).away).toEqual({ orders: 0, p50Ms: null, p95Ms: null });
});
