import { handedBack, TestBar } from "../support/bar";
import { batchOf } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE, anOrder, orderId } from "../support/orders";

const { facts } = eachTestLogs();

let shop: TestBar;
beforeEach(() => {
  shop = new TestBar();
});

const neighbours = () => batchOf(anOrder(1), anOrder(2), anOrder(3));

describe("the barista", () => {
  test("serves every order of a batch and hands none back", async () => {
    expect(await shop.serve(neighbours())).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 2, 3].map(orderId));
    expect([...shop.idempotency.entries]).toEqual(
      [1, 2, 3].map((n) => [`order#${orderId(n)}`, { state: "completed" }]),
    );
  });

  test("announces the drink that was ordered, ready now, and how to tell the customer", async () => {
    await shop.serve(
      batchOf(anOrder(1, { drink: "mocha", size: "large", quantity: 2, notify: { sms: ADAS_PHONE } }), anOrder(2)),
    );
    const ready = { version: 1, pickupName: "Ada", readyAt: "2026-11-22T08:01:00.000Z" };
    expect(shop.announced).toEqual([
      {
        ready: { ...ready, orderId: orderId(1), drink: "mocha", size: "large", quantity: 2 },
        notify: { sms: ADAS_PHONE },
      },
      { ready: { ...ready, orderId: orderId(2), drink: "latte", size: "medium", quantity: 1 }, notify: undefined },
    ]);
  });

  test("has nothing to do for an empty batch", async () => {
    expect(await shop.serve(batchOf())).toEqual(handedBack());
  });

  test("says in one log line what became of a batch", async () => {
    shop.troubles = { announce: [orderId(3)] };
    await shop.serve(batchOf(anOrder(1), anOrder(1), anOrder(3), "{"));
    await shop.serve(batchOf(anOrder(1)));
    expect(facts()).toEqual([
      { message: "batch", completed: 2, duplicates: 0, deadLettered: 1, retried: 1 },
      { message: "batch", completed: 0, duplicates: 1, deadLettered: 0, retried: 0 },
    ]);
  });
});

describe("one order's trouble is not its neighbours'", () => {
  test("the idempotency store cannot be asked about it: it alone is handed back, and not announced", async () => {
    shop.troubles = { acquire: [orderId(2)] };
    expect(await shop.serve(neighbours())).toEqual(handedBack("message-2"));
    expect(shop.announcedIds()).toEqual([1, 3].map(orderId));
  });

  test("the topic refuses its entry: it alone is handed back, and stays unfinished", async () => {
    shop.troubles = { announce: [orderId(2)] };
    expect(await shop.serve(neighbours())).toEqual(handedBack("message-2"));
    expect(shop.idempotency.entries.get(`order#${orderId(2)}`)).toMatchObject({ state: "acquired" });
    expect(shop.idempotency.entries.get(`order#${orderId(3)}`)).toEqual({ state: "completed" });
  });

  test("its end cannot be written down: it alone is handed back", async () => {
    shop.troubles = { complete: [orderId(2)] };
    expect(await shop.serve(neighbours())).toEqual(handedBack("message-2"));
  });

  test("it can never be made: it is set aside with the reason, and not handed back", async () => {
    const poison = { ...anOrder(2), drink: "motor oil", quantity: 0 };
    expect(await shop.serve(batchOf(anOrder(1), poison, anOrder(3)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 3].map(orderId));
    expect(shop.deadLetters).toEqual([
      {
        messageId: "message-2",
        body: JSON.stringify(poison),
        reason: expect.stringMatching(/^drink: not on the menu: motor oil .*; quantity: must be a whole number/),
      },
    ]);
  });

  test.each([
    ["no JSON", "one latte please"],
    ["empty", ""],
    ["from the future", { ...anOrder(2), version: 2 }],
    ["nested half a million levels deep", `{"drink":${"[".repeat(500_000)}${"]".repeat(500_000)}}`],
  ])("its message is %s: it is set aside, its neighbours are served", async (_, poison) => {
    expect(await shop.serve(batchOf(anOrder(1), poison, anOrder(3)))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 3].map(orderId));
    expect(shop.deadLetters.map(({ messageId }) => messageId)).toEqual(["message-2"]);
  });

  test("the dead-letter queue refuses it: it alone is handed back", async () => {
    shop.troubles = { deadLetter: ["message-2"] };
    expect(await shop.serve(batchOf("poison", "poison too", anOrder(3)))).toEqual(handedBack("message-2"));
    expect(shop.announcedIds()).toEqual([orderId(3)]);
  });
});

describe("when a whole service is away", () => {
  test("the idempotency store: every order is handed back and none is made", async () => {
    shop.troubles = { acquire: [1, 2, 3].map(orderId) };
    expect(await shop.serve(neighbours())).toEqual(handedBack("message-1", "message-2", "message-3"));
    expect(shop.announced).toEqual([]);
  });

  test("the topic: every order is handed back, poison is set aside all the same", async () => {
    shop.troubles = { announce: "outage" };
    expect(await shop.serve(batchOf(anOrder(1), "poison", anOrder(3)))).toEqual(handedBack("message-1", "message-3"));
    expect(shop.deadLetters).toHaveLength(1);
  });

  test("the dead-letter queue: poison is handed back, orders are served all the same", async () => {
    shop.troubles = { deadLetter: "outage" };
    expect(await shop.serve(batchOf(anOrder(1), "poison", anOrder(3)))).toEqual(handedBack("message-2"));
    expect(shop.announcedIds()).toEqual([1, 3].map(orderId));
  });
});
