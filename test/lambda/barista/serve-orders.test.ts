import { LONGEST_ROUND_MS } from "../../../lambda/messaging/deadline";
import { FUNCTION_MS, handedBack, TestBarista } from "../support/barista-services";
import { batchOf } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();
let barista: TestBarista;
beforeEach(() => {
  barista = new TestBarista();
});

const serve = (...bodies: readonly unknown[]) => barista.serve(batchOf(...bodies));
const neighbours = [anOrder(1), anOrder(2), anOrder(3)];

describe("the barista", () => {
  test("serves every order of a batch and hands none back", async () => {
    expect(await serve(...neighbours)).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 2, 3].map(orderId));
    const completed = [1, 2, 3].map((number) => [`order#${orderId(number)}`, { state: "completed" }]);
    expect([...barista.idempotency.entries]).toEqual(completed);
  });

  test("announces the drink that was ordered, ready now, and how to tell the customer", async () => {
    const mocha = { drink: "mocha", size: "large", quantity: 2 } as const;
    const notify = { sms: ADAS_PHONE };
    await serve(anOrder(1, { ...mocha, notify }), anOrder(2));
    expect(barista.announced).toEqual([
      { ready: aFinishedOrder(1, mocha), notify },
      { ready: aFinishedOrder(2), notify: undefined },
    ]);
  });

  test("has nothing to do for an empty batch", async () => {
    expect(await serve()).toEqual(handedBack());
  });

  test("says in one log line what became of a batch", async () => {
    barista.failures = { announce: [orderId(3)] };
    await serve(anOrder(1), anOrder(1), anOrder(3), "{");
    await serve(anOrder(1));
    expect(facts()).toEqual([
      { message: "batch", completed: 2, duplicates: 0, deadLettered: 1, retried: 1 },
      { message: "batch", completed: 0, duplicates: 1, deadLettered: 0, retried: 0 },
    ]);
  });
});

describe("one order's failure is not its neighbours'", () => {
  test.each([
    ["its idempotency cannot be asked", { acquire: [orderId(2)] }, [1, 3]],
    ["the topic refuses its entry", { announce: [orderId(2)] }, [1, 3]],
    ["its end cannot be written down", { complete: [orderId(2)] }, [1, 2, 3]],
  ])("%s: it alone is handed back", async (_, failures, announced) => {
    barista.failures = failures;
    expect(await serve(...neighbours)).toEqual(handedBack("message-2"));
    expect(barista.announcedIds()).toEqual(announced.map(orderId));
    expect(barista.idempotency.entries.get(`order#${orderId(2)}`)?.state).not.toBe("completed");
    expect(barista.idempotency.entries.get(`order#${orderId(3)}`)).toEqual({ state: "completed" });
  });

  test("it can never be made: it is dead-lettered with the reason, and not handed back", async () => {
    const poison = { ...anOrder(2), drink: "motor oil", quantity: 0 };
    expect(await serve(anOrder(1), poison, anOrder(3))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 3].map(orderId));
    const reason = expect.stringMatching(/^drink: not on the menu: motor oil .*; quantity: must be a whole number/);
    expect(barista.deadLetters).toEqual([{ messageId: "message-2", body: JSON.stringify(poison), reason }]);
  });

  test.each([
    ["no JSON", "one latte please"],
    ["empty", ""],
    ["from the future", { ...anOrder(2), version: 2 }],
    ["nested half a million levels deep", `{"drink":${"[".repeat(500_000)}${"]".repeat(500_000)}}`],
  ])("its message is %s: it is dead-lettered, its neighbours are served", async (_, poison) => {
    expect(await serve(anOrder(1), poison, anOrder(3))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 3].map(orderId));
    expect(barista.deadLetters.map(({ messageId }) => messageId)).toEqual(["message-2"]);
  });

  test("the dead-letter queue refuses it: it alone is handed back", async () => {
    barista.failures = { deadLetter: ["message-2"] };
    expect(await serve("poison", "poison too", anOrder(3))).toEqual(handedBack("message-2"));
    expect(barista.announcedIds()).toEqual([orderId(3)]);
  });
});

test.each([
  ["the idempotency store: no order is made", { acquire: [1, 3].map(orderId) }, [], ["1", "3"], 1],
  ["the topic: poison is dead-lettered all the same", { announce: "outage" }, [], ["1", "3"], 1],
  ["the dead-letter queue: orders are served all the same", { deadLetter: "outage" }, [1, 3], ["2"], 0],
] as const)("when a whole service is away %s", async (_, failures, announced, back, deadLetters) => {
  barista.failures = failures;
  const answer = await serve(anOrder(1), "poison", anOrder(3));
  expect(answer).toEqual(handedBack(...back.map((number) => `message-${number}`)));
  expect(barista.announcedIds()).toEqual(announced.map(orderId));
  expect(barista.deadLetters).toHaveLength(deadLetters);
});

const TOLERANCE_MS = 1_000;
const WEEKS_MS = 39 * 86_400_000;

describe("an order is made once", () => {
  test("when two copies of its message come in one batch", async () => {
    expect(await serve(anOrder(1), anOrder(2), anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 2].map(orderId));
  });

  test("when a copy comes later, in another batch, at once or weeks after", async () => {
    await serve(anOrder(1));
    expect(await serve(anOrder(1), anOrder(2))).toEqual(handedBack());
    barista.clock.pass(WEEKS_MS);
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 2].map(orderId));
  });

  test("when two baristas get copies at the same moment: the one who comes second leaves it in the queue", async () => {
    const answers = await Promise.all([serve(anOrder(1)), serve(anOrder(1))]);
    expect(barista.announcedIds()).toEqual([orderId(1)]);
    expect(answers).toContainEqual(handedBack());
    expect(answers).toContainEqual(handedBack("message-1"));
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([orderId(1)]);
  });

  test("when its copies fail together: all of them are handed back, none is dropped", async () => {
    barista.failures = { announce: [orderId(1)] };
    expect(await serve(anOrder(1), anOrder(2), anOrder(1))).toEqual(handedBack("message-1", "message-3"));
  });
});

describe("an order is completed although", () => {
  test("the topic refused it at first: after the lease, by whoever gets it then", async () => {
    barista.failures = { announce: "outage" };
    await serve(anOrder(1));
    barista.failures = {};
    barista.clock.pass(LONGEST_ROUND_MS + TOLERANCE_MS);
    expect(await serve(anOrder(1))).toEqual(handedBack("message-1"));
    barista.clock.pass(1);
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([orderId(1)]);
  });

  test("a barista acquired it and was never seen again", async () => {
    await barista.idempotency.acquire(`order#${orderId(1)}`, barista.clock.now() + FUNCTION_MS);
    expect(await serve(anOrder(1), anOrder(2))).toEqual(handedBack("message-1"));
    barista.clock.pass(FUNCTION_MS + 1);
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([2, 1].map(orderId));
  });

  test("its barista crashed after the announcement: it is announced again, under the same id", async () => {
    barista.failures = { complete: [orderId(1)] };
    await serve(anOrder(1));
    expect(barista.announcedIds()).toEqual([orderId(1)]);
    barista.failures = {};
    expect(await serve(anOrder(1))).toEqual(handedBack("message-1"));
    barista.clock.pass(FUNCTION_MS + TOLERANCE_MS + 1);
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 1].map(orderId));
    expect(await serve(anOrder(1))).toEqual(handedBack());
    expect(barista.announcedIds()).toHaveLength(2);
  });
});
