import { setTimeout as pause } from "node:timers/promises";
import { type LambdaClient, ResourceInUseException } from "@aws-sdk/client-lambda";
import type { OrderEvent } from "../../operations/accounting";
import { baristaSwitch } from "../../operations/barista";
import { type DrillOrder, drillOrders, placeSteadily } from "../../operations/drill/drill-orders";
import { readFinalOutcomes } from "../../operations/drill/final-outcomes";
import { cashierLatency, type DrillSide, looseSide, outageImpact, tightSide } from "../../operations/drill/impact";
import { baristaGoesAway, type Phase } from "../../operations/drill/outage";
import { tightOutcome, tightRush } from "../../operations/exhibit";
import { localShop } from "../../operations/local-shop";
import type { OutcomeReader, ReadyOrder } from "../../operations/order-outcome";
import type { CashierRequest, Shop } from "../../operations/shop";
import { eachTestHasAFakeShop } from "../cli/support/fake-shop";
import { cashierServices } from "../lambda/support/cashier-services";

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
  const clock = () => performance.now() - begun;
  const note = (event: OrderEvent) => void events.push(event);
  const served = await placeSteadily({ askCashier: ask }, orders, { ratePerSecond, clock, signal, note });
  return { events, served, tookMs: clock() };
};

test("the orders of a drill have the ids that the cashier gives them", async () => {
  for (const { orderId, idempotencyKey, form } of drillOrders(25, "Drill 1")) {
    const answer = await cashierServices().ask({ headers: { "idempotency-key": idempotencyKey }, body: form });
    expect(answer).toMatchObject({ status: 202, body: { orders: [{ orderId, status: "accepted" }] } });
  }
});

describe("placing steadily", () => {
  test("notes an order before it is asked for, and what the cashier said after", async () => {
    const orders = drillOrders(3, "Drill 1");
    const seen: string[] = [];
    const { events, served } = await placed(orders, async (_, { orderId }) => {
      seen.push(orderId);
      return orderId === orders[1]?.orderId ? new Response("{}", { status: 400 }) : accept(orderId);
    });
    for (const [place, { orderId }] of orders.entries()) {
      const kinds = events.filter((event) => event.orderId === orderId).map(({ kind }) => kind);
      expect(kinds).toEqual(["attempted", place === 1 ? "unknown" : "acknowledged"]);
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
    expect([events.filter(({ kind }) => kind === "unknown").length, served.length]).toEqual([1, 2]);
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

const shown = (timesShown = 1, announcements = 1): ReadyOrder => ({ readyAt: 0, timesShown, announcements });

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
    const read = outcome({ ready: { a: shown(2, 3) }, dead: ["b"] });
    const { events, announcedAgain } = await readFinalOutcomes(read.outcome, two);
    expect(events.map(({ orderId, kind }) => `${orderId} ${kind}`)).toEqual(["a ready", "a ready", "b deadLettered"]);
    expect(announcedAgain).toBe(1);
  });

  test("reads again for an order that moved while it read", async () => {
    const moving = outcome({ ready: { a: shown() } }, { ready: { a: shown(), b: shown() } });
    expect((await readFinalOutcomes(moving.outcome, two, 1)).events).toHaveLength(2);
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

describe("what an outage costs the customers", () => {
  const ends = { ready: new Set(["a", "b", "made after all"]), deadLettered: new Set(["dead-lettered after all"]) };

  test.each<
    [what: string, orderId: string, attempts: number, problem: string | undefined, dropped: number, blocked: number]
  >([
    ["served at once", "a", 1, undefined, 0, 0],
    ["served after having been turned away", "b", 3, undefined, 0, 1],
    ["turned away for good", "c", 3, "away", 1, 0],
    ["left without an answer, and the order made", "made after all", 3, "silent", 0, 0],
    ["left without an answer, and the order dead-lettered", "dead-lettered after all", 3, "silent", 0, 0],
  ])("%s", (_, orderId, attempts, problem, dropped, blocked) => {
    const served = { orderId, dueMs: 0, latencyMs: 0, attempts, problem };
    expect(outageImpact([served], ends)).toEqual({ dropped, blocked });
  });
});

describe("the sides of a comparison", () => {
  const verdict = "as the account says";
  const counts = { attempted: 9, acknowledged: 4, ready: 4, deadLettered: 0, lost: 0, phantom: null, double: null };
  const result = (dropped: number, blocked: number) => ({
    account: { ...counts, verdict },
    impact: { dropped, blocked },
    latency: { before: { orders: 0, p50Ms: null, p95Ms: null }, away: { orders: 0, p50Ms: null, p95Ms: null } },
    depth: [],
    phases: new Map(),
    refusals: new Map(),
    announcedAgain: 0,
  });

  test("are the account with what it cost; the shop's verdict stays", () => {
    expect(looseSide(result(1, 2))).toEqual({ ...counts, dropped: 1, blocked: 2, verdict } satisfies DrillSide);
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

/** An event source that obeys, apart from the failures given: one for each update, in turn. */
const eventSource = (...failures: (Error | undefined)[]) => {
  const updates: boolean[] = [];
  let state = "Enabled";
  const lambda = {
    send: async ({ input }: { input: { Enabled?: boolean } }) => {
      if (input.Enabled !== undefined) {
        updates.push(input.Enabled);
        const failure = failures.shift();
        if (failure) throw failure;
        state = input.Enabled ? "Enabled" : "Disabled";
      }
      return { State: state };
    },
  } as unknown as LambdaClient;
  const shop = { lambda, output: (name: string) => name } as unknown as Shop;
  return { shop, updates, state: () => state };
};

const away = async (shop: Shop, { signal = new AbortController().signal, awayMs = 10 } = {}) => {
  const phases: Phase[] = [];
  const onPhase = (phase: Phase) => phases.push(phase);
  await baristaGoesAway(baristaSwitch(shop), { beforeMs: 1, awayMs, signal, onPhase, retryPauseMs: 1 });
  return phases;
};

const fault = (message: string) => Object.assign(new Error(message), { name: "ServiceException" });
const busy = new ResourceInUseException({ message: "in use", $metadata: {} });

describe("the barista goes away", () => {
  test("and comes back", async () => {
    const { shop, updates, state } = eventSource();
    expect(await away(shop)).toEqual(["leaving", "away", "returning", "back"]);
    expect([updates, state()]).toEqual([[false, true], "Enabled"]);
  });

  test("and is called back again and again when the first calls fail", async () => {
    const { shop, updates, state } = eventSource(undefined, fault("no network"), busy, fault("throttled"));
    await away(shop);
    expect(updates).toEqual([false, true, true, true, true]);
    expect(state()).toBe("Enabled");
  });

  test("and is called back when it is not known whether the leave was taken", async () => {
    const { shop, updates, state } = eventSource(fault("reply lost"));
    await expect(away(shop)).rejects.toThrow("reply lost");
    expect([updates, state()]).toEqual([[false, true], "Enabled"]);
  });

  test("and comes back early when the drill is broken off", async () => {
    const { shop, state } = eventSource();
    await away(shop, { awayMs: 600_000, signal: AbortSignal.timeout(100) });
    expect(state()).toBe("Enabled");
  });

  test("not at all when the drill is broken off before", async () => {
    const { shop, updates } = eventSource();
    expect([await away(shop, { signal: AbortSignal.abort() }), updates]).toEqual([[], []]);
  });

  test("and the operator is told in capitals when the barista cannot be called back", async () => {
    const { shop, updates } = eventSource(undefined, ...Array<Error>(5).fill(fault("no network")));
    const told = "THE BARISTA IS STILL AWAY and could not be called back: no network (shop barista start)";
    await expect(away(shop)).rejects.toThrow(told);
    expect(updates).toHaveLength(6);
  });
});

const fake = eachTestHasAFakeShop();
let shop: Shop;
beforeEach(() => {
  shop = localShop(fake.file);
});

const { signal } = new AbortController();

describe("a rush at the exhibit", () => {
  test("is ready as soon as it is accepted, and leaves the shop alone", async () => {
    const { summary } = await tightRush(shop, { orders: 25, patienceMs: 1_000, signal });
    expect(summary).toMatchObject({ accepted: 25, refused: 0, ready: 25, lost: 0, double: null });
    expect([fake.tightlyAsked.length, fake.asked.length]).toEqual([3, 0]);
  });

  test("is refused while the barista is away, once the customers have lost patience", async () => {
    fake.tightBaristaWorks = false;
    const plan = { orders: 20, patienceMs: 1_000, customerPatienceMs: 500, signal };
    const { summary, refusals } = await tightRush(shop, plan);
    expect(summary).toMatchObject({ accepted: 0, refused: 20, ready: 0, lost: 0 });
    expect(refusals).toEqual(new Map([["the cashier waited in vain for the barista", 20]]));
    expect(fake.tightlyAsked.length).toBeGreaterThan(2);
  });
});

test("of orders at the exhibit, those are ready that were accepted, and none is on its way", async () => {
  const isAccepted = (orderId: string) => orderId === "accepted";
  const outcome = tightOutcome(isAccepted, () => 77);
  const both = new Set(["accepted", "turned away"]);
  const seen = { readyAt: 77, timesShown: null, announcements: null };
  expect(await outcome.ready(both)).toEqual(new Map([["accepted", seen]]));
  expect([await outcome.deadLettered(both), await outcome.onTheWay(both)]).toEqual([new Set(), 0]);
});
