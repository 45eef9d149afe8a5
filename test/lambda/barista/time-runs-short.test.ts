import { pauseSeconds } from "../../../lambda/messaging/back-off";
import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { leaseUntil } from "../../../lambda/messaging/idempotency";
import { type BaristaServices, FUNCTION_MS, handedBack, serve, TestBarista } from "../support/barista-services";
import { batchOf } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();
let barista: TestBarista;
beforeEach(() => {
  barista = new TestBarista();
});

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
const orders = (count: number) => batchOf(...numbers(1, count).map((number) => anOrder(number)));
const messages = (from: number, to: number) => numbers(from, to).map((number) => `message-${number}`);

describe("a barista who has more orders than time (virtual clock)", () => {
  test("begins no round that could not end in time, and hands back the rest, not acquired", async () => {
    barista.announceMs = 2_000;
    expect(await barista.serve(orders(50))).toEqual(handedBack(...messages(41, 50)));
    expect(barista.announcedIds()).toEqual(numbers(1, 40).map(orderId));
    expect([...barista.idempotency.entries.keys()]).toEqual(numbers(1, 40).map((number) => `order#${orderId(number)}`));
    expect(barista.clock.now()).toBeLessThanOrEqual(new TestBarista().clock.now() + FUNCTION_MS - 1_000);
    expect(facts()).toEqual([
      { message: "messages not begun", messages: 10, reason: "no time left" },
      { message: "batch", completed: 40, duplicates: 0, deadLettered: 0, retried: 10 },
    ]);
  });

  test.each([1_099, 500, 0, -1_000])("and only %i ms from the start touches none of them", async (leftMs) => {
    expect(await barista.serve(batchOf(anOrder(1), "poison", anOrder(3)), leftMs)).toEqual(
      handedBack("message-1", "message-2", "message-3"),
    );
    expect([...barista.idempotency.entries, ...barista.announced, ...barista.deadLetters]).toEqual([]);
    expect(barista.handedBack).toHaveLength(3);
  });

  test("serves them when they come again", async () => {
    barista.announceMs = 2_000;
    await barista.serve(orders(50));
    barista.announceMs = 0;
    expect(await barista.serve(orders(50))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual(numbers(1, 50).map(orderId));
  });
});

describe("a batch of any size", () => {
  test("is worked on ten orders at a time", async () => {
    let atWork = 0;
    let most = 0;
    const acquire: BaristaServices["idempotency"]["acquire"] = async (id, until) => {
      most = Math.max(most, ++atWork);
      await Promise.resolve();
      atWork -= 1;
      return barista.idempotency.acquire(id, until);
    };
    const services = { ...barista.services, idempotency: { acquire, complete: barista.services.idempotency.complete } };
    expect(await serve(orders(95), services, barista.clock.now() + FUNCTION_MS)).toEqual(handedBack());
    expect(most).toBe(10);
    expect(barista.announcedIds()).toEqual(numbers(1, 95).map(orderId));
  });

  test("is served once and completely: ten thousand messages, every seventh poison, every ninth a copy", async () => {
    const bodies = numbers(1, 10_000).map((number) => {
      if (number % 7 === 0) return `poison ${number}`;
      return anOrder(number % 9 === 0 ? number - 1 : number);
    });
    const known = new Set(bodies.flatMap((body) => (typeof body === "string" ? [] : [body.orderId])));
    expect(await barista.serve(batchOf(...bodies))).toEqual(handedBack());
    expect(barista.announcedIds()).toHaveLength(known.size);
    expect(new Set(barista.announcedIds())).toEqual(known);
    expect(barista.deadLetters).toHaveLength(Math.floor(10_000 / 7));
  });
});

describe("a barista whose call never ends (real clock)", () => {
  const LEFT_MS = 1_500;
  const never = () => new Promise<never>(() => undefined);

  const serveWith = async (changes: Partial<BaristaServices>) => {
    const started = Date.now();
    const services: BaristaServices = { ...barista.services, ...changes, now: () => new Date() };
    const answer = await serve(batchOf(anOrder(1), "poison", anOrder(3)), services, started + LEFT_MS);
    expect(Date.now() - started).toBeLessThan(LEFT_MS);
    return answer;
  };

  test.each([
    ["acquire", { idempotency: { acquire: never, complete: never } }, ["message-1", "message-3"]],
    ["announcement", { announce: never }, ["message-1", "message-3"]],
    ["sending poison away", { deadLetter: never }, ["message-2"]],
    ["pause", { backOff: never, deadLetter: async () => new Set<string>() }, ["message-2"]],
  ] as const)("answers in time all the same: its %s", async (_, changes, back) => {
    expect(await serveWith(changes)).toEqual(handedBack(...back));
  });

  test("learns with each call when it is no longer worth going on", async () => {
    const signals = new Set<AbortSignal | undefined>();
    const waiting = (_: unknown, signal?: AbortSignal) => {
      signals.add(signal);
      return never();
    };
    await serveWith({ announce: waiting, deadLetter: waiting });
    expect([...signals].map((signal) => signal?.aborted)).toEqual([true]);
  });

  test("announces nothing any more once it has handed the orders back", async () => {
    const acquired: ((acquisition: "acquired") => void)[] = [];
    const acquire = () => new Promise<"acquired">((resolve) => void acquired.push(resolve));
    await serveWith({ idempotency: { acquire, complete: never } });
    expect(acquired).toHaveLength(2);
    for (const resolve of acquired) resolve("acquired");
    await new Promise((resolve) => setImmediate(resolve));
    expect(barista.announced).toEqual([]);
  });

  test("notes that an order is announced although the time for work is over", async () => {
    const announced: ((ids: ReadonlySet<string>) => void)[] = [];
    const announce = () => new Promise<ReadonlySet<string>>((resolve) => void announced.push(resolve));
    expect(await serveWith({ announce })).toEqual(handedBack("message-1", "message-3"));
    announced[0]?.(new Set([orderId(1)]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(barista.idempotency.entries.get(`order#${orderId(1)}`)).toEqual({ state: "completed" });
  });
});

test("an order that is handed back waits longer than any lease lasts", () => {
  for (const random of [0, 1]) expect(pauseSeconds(1, random) * 1_000).toBeGreaterThan(leaseUntil(LONGEST_ROUND_MS));
});

test("a lease lasts as long as a round may, however long the function runs", async () => {
  barista.failures = { announce: "outage" };
  await barista.serve(batchOf(anOrder(1)), 900_000);
  barista.clock.pass(LONGEST_ROUND_MS + 1_001);
  barista.failures = {};
  expect(await barista.serve(batchOf(anOrder(1)), 900_000)).toEqual(handedBack());
});
