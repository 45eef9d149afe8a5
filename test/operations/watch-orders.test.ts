import type { OutcomeReader } from "../../operations/order-outcome";
import { QUIET_MS, watchOrders } from "../../operations/watch-orders";

const shown = (timesShown: number | null = 1, readyAt = 1) => ({ readyAt, timesShown, announcements: timesShown });

const outcome = (changes: Partial<OutcomeReader>): OutcomeReader => ({
  ready: async () => new Map(),
  deadLettered: async () => new Set(),
  unseenDeadLetters: async () => 0,
  onTheWay: async () => 0,
  seesRepeats: true,
  pollMs: 1,
  deadLetterPollMs: 5,
  ...changes,
});

/** Watches orders of which nothing is known but what is said. */
const watch = (orderIds: Iterable<string>, changes: Partial<OutcomeReader>, options: object = {}) =>
  watchOrders(outcome(changes), orderIds instanceof Set ? orderIds : new Set(orderIds), {
    patienceMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });

describe("watching orders", () => {
  test("ends when each is ready or in the dead-letter queue", async () => {
    let polls = 0;
    const { ready, deadLettered, open } = await watch("ab", {
      ready: async () => new Map(++polls > 3 ? [["a", shown()]] : []),
      deadLettered: async (orderIds) => new Set([...orderIds].filter((orderId) => orderId === "b")),
    });
    expect([[...ready.keys()], [...deadLettered], open.size]).toEqual([["a"], ["b"], 0]);
  });

  test("follows orders that are placed while it watches", async () => {
    const placed = new Set(["a"]);
    let polls = 0;
    const ready: OutcomeReader["ready"] = async (orderIds) => {
      if (++polls === 3) placed.add("b");
      return new Map([...orderIds].map((orderId) => [orderId, shown()]));
    };
    const outcomes = await watch(placed, { ready }, { moreToCome: () => !placed.has("b") });
    expect([...outcomes.ready.keys()]).toEqual(["a", "b"]);
  });

  test("loses its patience only while nothing changes", async () => {
    const order = ["a", "b", "c", "d"];
    const begun = Date.now();
    const ready = async () => new Map(order.slice(0, Math.floor((Date.now() - begun) / 60)).map((id) => [id, shown()]));
    const outcomes = await watch([...order, "never"], { ready }, { patienceMs: 150 });
    expect([outcomes.ready.size, [...outcomes.open], outcomes.problem]).toEqual([4, ["never"], undefined]);
  });

  test("reads the dead-letter queue once more before it gives up", async () => {
    const reader = { deadLetterPollMs: 60_000, deadLettered: async () => new Set(["a"]) };
    expect([...(await watch("a", reader, { patienceMs: 20 })).deadLettered]).toEqual(["a"]);
  });

  test("notices an order that is shown twice, however late", async () => {
    let polls = 0;
    const ready = async () => new Map(Object.entries(++polls < 3 ? { a: shown(polls) } : { a: shown(1), b: shown() }));
    const outcomes = await watch("ab", { ready });
    expect(outcomes.ready.get("a")).toEqual({ readyAt: 1, timesShown: 2, announcements: 2 });
  });

  test.each([false, true])("asks for finished orders again only where that tells more: %s", async (seesRepeats) => {
    const asked: string[] = [];
    const ready: OutcomeReader["ready"] = async (orderIds) =>
      new Map(["a", "b"].slice(0, asked.push([...orderIds].join(""))).map((orderId) => [orderId, shown()]));
    expect((await watch("ab", { ready, seesRepeats })).open.size).toBe(0);
    expect(asked).toEqual(["ab", seesRepeats ? "ab" : "b"]);
  });

  test("keeps the moment at which an order was seen first", async () => {
    let polls = 0;
    const ready = async () => new Map([["a", shown(null, ++polls)], ...(polls > 2 ? [["b", shown()] as const] : [])]);
    const outcomes = await watch("ab", { ready });
    expect(outcomes.ready.get("a")).toEqual({ readyAt: 1, timesShown: null, announcements: null });
  });

  test("outlives a poll that fails, and reports one that failed to the end", async () => {
    let polls = 0;
    const recovering = async () => {
      if (++polls < 3) throw new Error("no answer");
      return new Map([["a", shown()]]);
    };
    expect((await watch("a", { ready: recovering }, { patienceMs: 50 })).problem).toBeUndefined();
    const dead = async () => Promise.reject(new Error("no answer"));
    expect((await watch("a", { ready: dead }, { patienceMs: 50 })).problem).toEqual(new Error("no answer"));
  });

  test("stops at once when the operator stops", async () => {
    const stopping = new AbortController();
    const options = { patienceMs: 60_000, signal: stopping.signal, onProgress: () => stopping.abort() };
    expect([...(await watch("a", { pollMs: 60_000 }, options)).open]).toEqual(["a"]);
  });

  test("says once that it has become quiet", async () => {
    let said = 0;
    const onQuiet = async () => void said++;
    await watch("a", { pollMs: 20 }, { patienceMs: QUIET_MS + 300, onQuiet });
    expect(said).toBe(1);
  });
});
