import { handedBack, TestBarista } from "../support/barista-services";
import { inLine } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { anOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();
let barista: TestBarista;

beforeEach(() => {
  barista = new TestBarista();
});

const serve = (...messages: readonly (readonly [string, unknown])[]) => barista.serve(inLine(...messages));
/** Orders of which something was tried. */
const touched = () => [...barista.idempotency.entries.keys()].map((id) => id.replace("order#", ""));

describe("a barista at a FIFO queue", () => {
  test("serves each group in its order", async () => {
    const orders = ["a", "b", "a", "b", "a"].map((group, place) => [group, anOrder(place + 1)] as const);
    expect(await serve(...orders)).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([1, 2, 3, 4, 5].map(orderId));
  });

  test("stops at the first failure of a group: what is behind it is handed back and not begun", async () => {
    barista.failures = { announce: [orderId(3)] };
    const [first, second] = [["a", anOrder(1)] as const, ["b", anOrder(2)] as const];
    const messages = inLine(first, second, ["a", anOrder(3)], ["a", "poison"], ["b", anOrder(5)], ["a", anOrder(6)]);
    expect(await barista.serve(messages)).toEqual(handedBack("message-3", "message-4", "message-6"));
    expect(barista.announcedIds()).toEqual([1, 2, 5].map(orderId));
    expect(touched()).toEqual([1, 2, 3, 5].map(orderId));
    expect(barista.deadLetters).toEqual([]);
    expect(facts()).toEqual([
      { message: "messages not begun", messages: 2, reason: "an earlier message of the group failed" },
      { message: "batch", completed: 3, duplicates: 0, deadLettered: 0, retried: 3 },
    ]);
  });

  test.each([
    ["cannot be acquired", { acquire: [orderId(1)] }],
    ["cannot be completed", { complete: [orderId(1)] }],
    ["finds the topic away", { announce: "outage" }],
  ] as const)("begins nothing behind an order that %s", async (_, failures) => {
    barista.failures = failures;
    expect(await serve(["a", anOrder(1)], ["a", anOrder(2)])).toEqual(handedBack("message-1", "message-2"));
    expect(touched()).not.toContain(orderId(2));
  });

  test("goes on behind an order that was made before, and behind poison that is dead-lettered", async () => {
    await barista.idempotency.complete(`order#${orderId(1)}`);
    expect(await serve(["a", anOrder(1)], ["a", "poison"], ["a", anOrder(3)])).toEqual(handedBack());
    expect(barista.announcedIds()).toEqual([orderId(3)]);
    expect(barista.deadLetters).toHaveLength(1);
  });

  test("does not go on behind poison that could not be dead-lettered", async () => {
    barista.failures = { deadLetter: "outage" };
    expect(await serve(["a", "poison"], ["a", anOrder(2)], ["b", anOrder(3)])).toEqual(
      handedBack("message-1", "message-2"),
    );
    expect(barista.announcedIds()).toEqual([orderId(3)]);
  });

  test("hands back in order what there is no time for", async () => {
    barista.announceMs = 4_000;
    const event = inLine(["a", anOrder(1)], ["a", anOrder(2)], ["a", anOrder(3)], ["b", anOrder(4)], ["b", anOrder(5)]);
    expect(await barista.serve(event)).toEqual(handedBack("message-3"));
    expect(barista.announcedIds()).toEqual([1, 4, 2, 5].map(orderId));
    expect(lines()[0]).toContain("no time left");
  });
});
