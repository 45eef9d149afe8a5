import { pauseSeconds } from "../../../lambda/messaging/back-off";
import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { leaseUntil } from "../../../lambda/messaging/idempotency";
import { type BaristaServices, FUNCTION_MS, handedBack, serve, TestBar } from "../support/bar";
import { batchOf } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();

let shop: TestBar;
beforeEach(() => {
  shop = new TestBar();
});

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
const orders = (count: number) => batchOf(...numbers(1, count).map((number) => anOrder(number)));
const messages = (from: number, to: number) => numbers(from, to).map((number) => `message-${number}`);

describe("a barista who has more orders than time (virtual clock)", () => {
  test("begins no round that could not end in time, and hands back the rest, unclaimed", async () => {
    shop.announceMs = 2_000;
    expect(await shop.serve(orders(50))).toEqual(handedBack(...messages(41, 50)));
    expect(shop.announcedIds()).toEqual(numbers(1, 40).map(orderId));
    expect([...shop.idempotency.entries.keys()]).toEqual(numbers(1, 40).map((number) => `order#${orderId(number)}`));
    expect(shop.clock.now()).toBeLessThanOrEqual(new TestBar().clock.now() + FUNCTION_MS - 1_000);
    expect(facts()).toEqual([
      { message: "messages not begun", messages: 10, reason: "no time left" },
      { message: "batch", completed: 40, duplicates: 0, deadLettered: 0, retried: 10 },
    ]);
  });

  test.each([1_099, 500, 0, -1_000])("and only %i ms from the start touches none of them", async (leftMs) => {
    expect(await shop.serve(batchOf(anOrder(1), "poison", anOrder(3)), leftMs)).toEqual(
      handedBack("message-1", "message-2", "message-3"),
    );
    expect([...shop.idempotency.entries, ...shop.announced, ...shop.deadLetters]).toEqual([]);
    expect(shop.handedBack).toHaveLength(3);
  });

  test("serves them when they come again", async () => {
    shop.announceMs = 2_000;
    await shop.serve(orders(50));
    shop.announceMs = 0;
    expect(await shop.serve(orders(50))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual(numbers(1, 50).map(orderId));
  });
});

describe("a batch of any size", () => {
  test("is worked on ten orders at a time", async () => {
    let atWork = 0;
    let most = 0;
    const acquire: BaristaServices["idempotency"]["acquire"] = async (id, until) => {
      atWork += 1;
      most = Math.max(most, atWork);
      await Promise.resolve();
      atWork -= 1;
      return shop.idempotency.acquire(id, until);
    };
    const bar = { ...shop.bar, idempotency: { acquire, complete: shop.bar.idempotency.complete } };
    expect(await serve(orders(95), bar, shop.clock.now() + FUNCTION_MS)).toEqual(handedBack());
    expect(most).toBe(10);
    expect(shop.announcedIds()).toEqual(numbers(1, 95).map(orderId));
  });

  test("is served once and completely: ten thousand messages, every seventh poison, every ninth a copy", async () => {
    const bodies = numbers(1, 10_000).map((number) => {
      if (number % 7 === 0) return `poison ${number}`;
      return anOrder(number % 9 === 0 ? number - 1 : number);
    });
    const known = new Set(bodies.flatMap((body) => (typeof body === "string" ? [] : [body.orderId])));
    expect(await shop.serve(batchOf(...bodies))).toEqual(handedBack());
    expect(shop.announcedIds()).toHaveLength(known.size);
    expect(new Set(shop.announcedIds())).toEqual(known);
    expect(shop.deadLetters).toHaveLength(Math.floor(10_000 / 7));
  });
});

describe("a barista whose call never ends (real clock)", () => {
  const LEFT_MS = 1_500;
  const never = () => new Promise<never>(() => undefined);

  const serveWith = async (changes: Partial<BaristaServices>) => {
    const started = Date.now();
    const bar: BaristaServices = { ...shop.bar, ...changes, now: () => new Date() };
    const answer = await serve(batchOf(anOrder(1), "poison", anOrder(3)), bar, started + LEFT_MS);
    expect(Date.now() - started).toBeLessThan(LEFT_MS);
    return answer;
  };

  test.each([
    ["claim", { idempotency: { acquire: never, complete: never } }, ["message-1", "message-3"]],
    ["announcement", { announce: never }, ["message-1", "message-3"]],
    ["sending poison away", { deadLetter: never }, ["message-2"]],
    ["pause", { backOff: never, deadLetter: async () => new Set<string>() }, ["message-2"]],
  ] as const)("answers in time all the same: its %s", async (_, changes, back) => {
    expect(await serveWith(changes)).toEqual(handedBack(...back));
  });

  test("learns with each call when it is no longer worth going on", async () => {
    const signals = new Set<AbortSignal | undefined>();
    await serveWith({
      announce: async (_, signal) => {
        signals.add(signal);
        return never();
      },
      deadLetter: async (_, signal) => {
        signals.add(signal);
        return never();
      },
    });
    expect([...signals].map((signal) => signal?.aborted)).toEqual([true]);
  });

  test("announces nothing any more once it has handed the orders back", async () => {
    const acquired: ((acquisition: "acquired") => void)[] = [];
    const acquire = () => new Promise<"acquired">((resolve) => void acquired.push(resolve));
    await serveWith({ idempotency: { acquire, complete: never } });
    expect(acquired).toHaveLength(2);
    for (const resolve of acquired) resolve("acquired");
    await new Promise((resolve) => setImmediate(resolve));
    expect(shop.announced).toEqual([]);
  });

  test("notes that an order is announced although the time for work is over", async () => {
    let announced: (ids: ReadonlySet<string>) => void = () => undefined;
    const announce = () =>
      new Promise<ReadonlySet<string>>((resolve) => {
        announced = resolve;
      });
    expect(await serveWith({ announce })).toEqual(handedBack("message-1", "message-3"));
    announced(new Set([orderId(1)]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(shop.idempotency.entries.get(`order#${orderId(1)}`)).toEqual({ state: "completed" });
  });
});

test("an order that is handed back waits longer than any claim lasts", () => {
  for (const random of [0, 1]) expect(pauseSeconds(1, random) * 1_000).toBeGreaterThan(leaseUntil(LONGEST_ROUND_MS));
});

test("a claim lasts as long as a round may, however long the function runs", async () => {
  shop.troubles = { announce: "outage" };
  await shop.serve(batchOf(anOrder(1)), 900_000);
  shop.clock.pass(LONGEST_ROUND_MS + 1_001);
  shop.troubles = {};
  expect(await shop.serve(batchOf(anOrder(1)), 900_000)).toEqual(handedBack());
});
