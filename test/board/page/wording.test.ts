import { failureText } from "../../../board/page/actions";
import { whom } from "../../../board/page/lesson-fan-out";
import { isPlaced, newestRush, rushWords } from "../../../board/page/rush-words";
import { baristaWord, situation, trouble } from "../../../board/page/situation";
import type { RushState } from "../../../board/state";
import { quietShop, shopWithoutBarista } from "../../browser/support/shop-states";

const rush = (changed: Partial<RushState> = {}): RushState => ({
  id: "one",
  kind: "orders",
  startedAt: 0,
  orders: 50,
  accepted: 50,
  refused: 0,
  ready: 0,
  done: false,
  ms: 1_100,
  ...changed,
});

describe("the shop in one sentence", () => {
  test("names what waits and the barista", () => {
    expect(situation(shopWithoutBarista())).toBe(
      "50 orders waiting, barista away, 1231 ready, 3 in the dead-letter queue",
    );
  });

  test("leaves out what is not the case", () => {
    expect(situation(quietShop())).toBe("No order waiting, barista working, 0 ready");
  });

  test("says when nobody knows", () => {
    expect(trouble({ connection: "live", state: quietShop({ engine: "silent" }) })?.[1]).toMatch(
      /^The engine does not answer\./,
    );
    expect(baristaWord("Updating")).toBe("unknown");
  });
});

describe("a rush in words", () => {
  test.each([
    [{ accepted: 32 }, "Rush of 50: 32 accepted so far"],
    [{}, "50 accepted in 1.1 s · 0 ready"],
    [{ ready: 50, done: true }, "50 accepted in 1.1 s · all ready"],
    [{ accepted: 48, refused: 2, ready: 48 }, "48 accepted in 1.1 s, 2 turned away · all ready"],
    [{ ready: null }, "50 accepted in 1.1 s"],
    [{ accepted: 10, done: true }, "10 accepted in 1.1 s, 40 turned away · 0 ready"],
  ])("%j: %s", (changed, words) => {
    expect(rushWords(rush(changed))).toBe(words);
  });

  test("is over when every customer has an answer, or none will come any more", () => {
    expect(isPlaced(rush({ accepted: 49 }))).toBe(false);
    expect(isPlaced(rush({ accepted: 49, refused: 1 }))).toBe(true);
    expect(isPlaced(rush({ accepted: 0, done: true }))).toBe(true);
  });

  test("the newest of its kind is the last one", () => {
    const rushes = [rush({ id: "a" }), rush({ id: "b" }), rush({ id: "c", kind: "tight" })];
    expect(newestRush(rushes, "orders")?.id).toBe("b");
    expect(newestRush([], "orders")).toBeUndefined();
  });
});

test("whom an issue reached is told by customer, each way once", () => {
  const messages = [
    { customer: "3", protocol: "sms" },
    { customer: "2", protocol: "https" },
    { customer: "2", protocol: "email" },
    { customer: "2", protocol: "email" },
    { customer: null, protocol: "email" },
  ];
  expect(whom(messages)).toBe("customer 2 (email, https) and customer 3 (sms) and another address (email)");
});

test("an action that failed says its faults, else its error", () => {
  const faults = [
    { path: "pickupName", message: "must be a name" },
    { path: "", message: "must be an order" },
  ];
  expect(failureText({ error: "not taken", faults })).toBe("pickupName must be a name; must be an order");
  expect(failureText({ error: "not taken", faults: [] })).toBe("not taken");
});
