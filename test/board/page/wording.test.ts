import { failureText } from "../../../board/page/actions";
import { whom } from "../../../board/page/lesson-steps";
import {
  ago,
  baristaWord,
  counted,
  digitGroups,
  duration,
  isPlaced,
  milliseconds,
  newestRush,
  problem,
  rate,
  rushWords,
  situation,
} from "../../../board/page/wording";
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
    expect(problem({ connection: "live", state: quietShop({ engine: "silent" }) })?.[1]).toMatch(
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

describe("figures on the board", () => {
  test.each([
    [0, "0 s"],
    [42.4, "42 s"],
    [99, "99 s"],
    [100, "2 min"],
    [3_600, "60 min"],
    [7_200, "2 h"],
    [200_000, "2 days"],
    [-3, "0 s"],
    [null, "–"],
    [undefined, "–"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("%p seconds read %s", (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  test("short times are in milliseconds, long ones in seconds", () => {
    expect([38.4, 999, 1_100, null].map(milliseconds)).toEqual(["38 ms", "999 ms", "1.1 s", "–"]);
  });

  test("rates have one decimal, so that a trickle does not read as nothing", () => {
    expect([0, 0.1, 12.34, undefined].map(rate)).toEqual(["0.0/s", "0.1/s", "12.3/s", "–"]);
  });

  test("a moment is told by how long ago it was, and one ahead of a slow clock is now", () => {
    const now = Date.UTC(2026, 10, 22, 9);
    expect(ago(now - 400, now)).toBe("just now");
    expect(ago(now + 5_000, now)).toBe("just now");
    expect(ago(new Date(now - 4_000).toISOString(), now)).toBe("4 s ago");
  });

  test("one is singular", () => {
    expect([0, 1, 2].map((count) => counted(count, "order"))).toEqual(["0 orders", "1 order", "2 orders"]);
  });

  test.each([
    [0, ["0"]],
    [999, ["999"]],
    [1_231, ["1", "231"]],
    [1_000_000, ["1", "000", "000"]],
  ])("%i is grouped for the eye and stays the same number", (whole, groups) => {
    expect(digitGroups(whole)).toEqual(groups);
    expect(Number(groups.join(""))).toBe(whole);
  });
});
