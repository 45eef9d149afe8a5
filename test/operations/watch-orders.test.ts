import type { OutcomeReader, ReadyOrder } from "../../operations/order-outcome";
import { QUIET_MS, watchOrders } from "../../operations/watch-orders";

const shown = (timesShown: number | null = 1, readyAt = 1): ReadyOrder => ({
  readyAt,
  timesShown,
  announcements: timesShown,
});

const outcome = (changes: Partial<OutcomeReader>): OutcomeReader => ({
  ready: async () => new Map(),
  deadLettered: async () => new Set(),
  unseenDeadLetters: async () => 0,
  onTheWay: async () => 0,
  pollMs: 1,
  deadLetterPollMs: 5,
  ...changes,
});

const never = () => new AbortController().signal;

describe("watching orders", () => {
  test("ends when each is ready or in the dead-letter queue", async () => {
    let polls = 0;
    const outcomes = await watchOrders(
      outcome({
        ready: async () => new Map(++polls > 3 ? [["a", shown()]] : []),
        deadLettered: async (orderIds) => new Set([...orderIds].filter((orderId) => orderId === "b")),
      }),
      new Set(["a", "b"]),
      { patienceMs: 10_000, signal: never() },
    );
    expect([...outcomes.ready.keys()]).toEqual(["a"]);
    expect([...outcomes.deadLettered]).toEqual(["b"]);
    expect(outcomes.open.size).toBe(0);
  });

  test("follows orders that are placed while it watches", async () => {
    const placed = new Set(["a"]);
    let polls = 0;
    const outcomes = await watchOrders(
      outcome({
        ready: async (orderIds) => {
          if (++polls === 3) placed.add("b");
          return new Map([...orderIds].map((orderId) => [orderId, shown()]));
        },
      }),
      placed,
      { patienceMs: 10_000, signal: never(), moreToCome: () => !placed.has("b") },
    );
    expect([...outcomes.ready.keys()]).toEqual(["a", "b"]);
  });

  test("loses its patience only while nothing changes", async () => {
    const order = ["a", "b", "c", "d"];
    const begun = Date.now();
    const outcomes = await watchOrders(
      outcome({
        ready: async () => new Map(order.slice(0, Math.floor((Date.now() - begun) / 60)).map((id) => [id, shown()])),
      }),
      new Set([...order, "never"]),
      { patienceMs: 150, signal: never() },
    );
    expect(outcomes.ready.size).toBe(4);
    expect([...outcomes.open]).toEqual(["never"]);
    expect(outcomes.problem).toBeUndefined();
  });

  test("reads the dead-letter queue once more before it gives up", async () => {
    const outcomes = await watchOrders(
      outcome({ deadLetterPollMs: 60_000, deadLettered: async () => new Set(["a"]) }),
      new Set(["a"]),
      { patienceMs: 20, signal: never() },
    );
    expect([...outcomes.deadLettered]).toEqual(["a"]);
  });

  test("notices an order that is shown twice, however late", async () => {
    let polls = 0;
    const outcomes = await watchOrders(
      outcome({
        ready: async () =>
          ++polls < 3
            ? new Map([["a", shown(polls)]])
            : new Map([
                ["a", shown(1)],
                ["b", shown()],
              ]),
      }),
      new Set(["a", "b"]),
      { patienceMs: 1_000, signal: never() },
    );
    expect(outcomes.ready.get("a")).toEqual({ readyAt: 1, timesShown: 2, announcements: 2 });
  });

  test("keeps the moment at which an order was seen first", async () => {
    let polls = 0;
    const outcomes = await watchOrders(
      outcome({
        ready: async () => new Map([["a", shown(null, ++polls)], ...(polls > 2 ? [["b", shown()] as const] : [])]),
      }),
      new Set(["a", "b"]),
      { patienceMs: 1_000, signal: never() },
    );
    expect(outcomes.ready.get("a")).toEqual({ readyAt: 1, timesShown: null, announcements: null });
  });

  test("outlives a poll that fails, and reports one that failed to the end", async () => {
    let polls = 0;
    const recovering = outcome({
      ready: async () => {
        if (++polls < 3) throw new Error("no answer");
        return new Map([["a", shown()]]);
      },
    });
    const watch = { patienceMs: 50, signal: never() };
    expect((await watchOrders(recovering, new Set(["a"]), watch)).problem).toBeUndefined();
    const dead = outcome({ ready: async () => Promise.reject(new Error("no answer")) });
    expect((await watchOrders(dead, new Set(["a"]), watch)).problem).toEqual(new Error("no answer"));
  });

  test("stops at once when the operator stops", async () => {
    const stopping = new AbortController();
    const watching = watchOrders(outcome({ pollMs: 60_000 }), new Set(["a"]), {
      patienceMs: 60_000,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    expect([...(await watching).open]).toEqual(["a"]);
  });

  test("says once that it has become quiet", async () => {
    let said = 0;
    await watchOrders(outcome({ pollMs: 20 }), new Set(["a"]), {
      patienceMs: QUIET_MS + 300,
      signal: never(),
      onQuiet: async () => {
        said += 1;
      },
    });
    expect(said).toBe(1);
  });
});
