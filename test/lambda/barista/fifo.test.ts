import { handedBack, TestBar } from "../support/bar";
import { inLine } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();

let shop: TestBar;

beforeEach(() => {
  shop = new TestBar();
});

const order = (number: number) => anOrder(number);

/** Orders of which something was tried. */
const touched = () => [...shop.idempotency.entries.keys()].map((id) => id.replace("order#", ""));

describe("a barista at a FIFO queue", () => {
  test("serves each group in its order", async () => {
    const event = inLine(["a", order(1)], ["b", order(2)], ["a", order(3)], ["b", order(4)], ["a", order(5)]);
    expect(await shop.serve(event)).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([1, 2, 3, 4, 5].map(orderId));
  });

  test("stops at the first failure of a group: what is behind it is handed back and not begun", async () => {
    shop.troubles = { announce: [orderId(3)] };
    const event = inLine(
      ["a", order(1)],
      ["b", order(2)],
      ["a", order(3)],
      ["a", "poison"],
      ["b", order(5)],
      ["a", order(6)],
    );
    expect(await shop.serve(event)).toEqual(handedBack("message-3", "message-4", "message-6"));
    expect(shop.announcedIds()).toEqual([1, 2, 5].map(orderId));
    expect(touched()).toEqual([1, 2, 3, 5].map(orderId));
    expect(shop.deadLetters).toEqual([]);
    expect(facts()).toEqual([
      { message: "messages not begun", messages: 2, reason: "an earlier message of the group failed" },
      { message: "batch", completed: 3, duplicates: 0, deadLettered: 0, retried: 3 },
    ]);
  });

  test.each([
    ["cannot be claimed", { acquire: [orderId(1)] }],
    ["cannot be finished", { complete: [orderId(1)] }],
    ["finds the topic away", { announce: "outage" }],
  ] as const)("begins nothing behind an order that %s", async (_, troubles) => {
    shop.troubles = troubles;
    expect(await shop.serve(inLine(["a", order(1)], ["a", order(2)]))).toEqual(handedBack("message-1", "message-2"));
    expect(touched()).not.toContain(orderId(2));
  });

  test("begins nothing behind an order that another barista has in hand", async () => {
    await shop.idempotency.acquire(`order#${orderId(1)}`, shop.clock.now() + 1);
    expect(await shop.serve(inLine(["a", order(1)], ["a", order(2)]))).toEqual(handedBack("message-1", "message-2"));
    expect(shop.announced).toEqual([]);
  });

  test("goes on behind an order that was made before, and behind poison that is set aside", async () => {
    await shop.idempotency.complete(`order#${orderId(1)}`);
    expect(await shop.serve(inLine(["a", order(1)], ["a", "poison"], ["a", order(3)]))).toEqual(handedBack());
    expect(shop.announcedIds()).toEqual([orderId(3)]);
    expect(shop.deadLetters).toHaveLength(1);
  });

  test("does not go on behind poison that could not be set aside", async () => {
    shop.troubles = { deadLetter: "outage" };
    expect(await shop.serve(inLine(["a", "poison"], ["a", order(2)], ["b", order(3)]))).toEqual(
      handedBack("message-1", "message-2"),
    );
    expect(shop.announcedIds()).toEqual([orderId(3)]);
  });

  test("hands back in order what there is no time for", async () => {
    shop.announceMs = 4_000;
    const event = inLine(["a", order(1)], ["a", order(2)], ["a", order(3)], ["b", order(4)], ["b", order(5)]);
    expect(await shop.serve(event)).toEqual(handedBack("message-3"));
    expect(shop.announcedIds()).toEqual([1, 4, 2, 5].map(orderId));
    expect(lines()[0]).toContain("no time left");
  });
});
