import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { failureText } from "../../board/page/actions";
import * as choices from "../../board/page/choices";
import { advance, beginLesson, READING_MS } from "../../board/page/lesson-progress";
import { newRush, whom } from "../../board/page/lesson-steps";
import { LESSONS } from "../../board/page/lessons";
import { cupCount } from "../../board/page/orders-queue";
import { DEPTH_WINDOW_MS, withChange } from "../../board/page/shop";
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
} from "../../board/page/wording";
import type { RushState } from "../../board/state";
import { PROTOCOLS } from "../../lambda/membership/contact";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { DRINKS, SIZES } from "../../lambda/messages/order";
import { quietShop, shopWithoutBarista } from "../browser/support/shop-states";

const PAGE = join(__dirname, "..", "..", "board", "page");
const textsOf = (ending: string) =>
  readdirSync(PAGE)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(PAGE, name), "utf8"));

/** What the page's own script may weigh, comments and all, beside preact and uPlot. */
const SCRIPT_BUDGET_BYTES = 75_000;

test("the page's own script stays within its budget", () => {
  const bytes = textsOf(".js").reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.info(`the page's own script: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(SCRIPT_BUDGET_BYTES);
});

test("the page names no address but its own", () => {
  for (const text of [...textsOf(".html"), ...textsOf(".css"), ...textsOf(".js")]) {
    const addresses = text.match(/(?:https?:)?\/\/[\w.-]+\.[\w-]+/g) ?? [];
    expect(addresses.filter((address) => address !== "https://example.com")).toEqual([]);
  }
});

test("the page offers what the shop has", () => {
  expect([choices.DRINKS, choices.SIZES]).toEqual([[...DRINKS], [...SIZES]]);
  expect(choices.NEWSLETTERS.map(([newsletter]) => newsletter)).toEqual([...NEWSLETTERS]);
  expect(Object.keys(choices.SAMPLES)).toEqual([...NEWSLETTERS]);
  expect(choices.WAYS.map(([protocol]) => protocol)).toEqual([...PROTOCOLS]);
});

const at = 1_000_000;

describe("the state on the page", () => {
  test("a change replaces the keys it brings and leaves the others as they are, to the object", () => {
    const before = quietShop();
    const after = withChange(before, { sequence: 2, deadLetter: { waiting: 3 } });
    expect(after.deadLetter).toEqual({ waiting: 3 });
    expect(after.orders).toBe(before.orders);
    expect(after.depth).toBe(before.depth);
    expect(before.deadLetter).toEqual({ waiting: 0 });
  });

  test("new depths follow those that are there, and none comes twice", () => {
    const before = quietShop({ depth: [[at, 1, 0]] });
    const after = withChange(before, {
      depthAdded: [
        [at, 1, 0],
        [at + 250, 2, 1],
      ],
    });
    expect(after.depth).toEqual([
      [at, 1, 0],
      [at + 250, 2, 1],
    ]);
    expect("depthAdded" in after).toBe(false);
  });

  test("depths the chart no longer shows are dropped, so that a page that stays open does not grow", () => {
    let state = quietShop({ depth: [] });
    for (let poll = 0; poll < 5_000; poll += 1) state = withChange(state, { depthAdded: [[at + poll * 250, poll, 0]] });
    expect(state.depth).toHaveLength(DEPTH_WINDOW_MS / 250 + 1);
    expect(state.depth.at(-1)).toEqual([at + 4_999 * 250, 4_999, 0]);
  });
});

const COLUMNS = 18;

describe("the cups of a queue", () => {
  test("each order has one as long as three rows hold them", () => {
    expect(cupCount(50, 4, COLUMNS)).toEqual({ inFlight: 4, full: 50, more: 0 });
  });

  test("what does not fit is a number, which takes the room of four", () => {
    expect(cupCount(60, 10, COLUMNS)).toEqual({ inFlight: 10, full: 40, more: 20 });
    expect(cupCount(0, 100, COLUMNS)).toEqual({ inFlight: 50, full: 0, more: 50 });
  });
});

const [looseCoupling] = LESSONS;
if (looseCoupling === undefined) throw new Error("there are no lessons");

describe("a lesson", () => {
  test("stays where it is until the fact is there", () => {
    const progress = beginLesson(looseCoupling, quietShop(), 0);
    expect(advance(looseCoupling, progress, quietShop(), READING_MS)).toBe(progress);
  });

  test("moves on by the fact, one step at a time, and remembers what there was to see", () => {
    const away = quietShop({ barista: { state: "Disabled" } });
    const progress = beginLesson(looseCoupling, quietShop(), 0);
    const next = advance(looseCoupling, progress, away, READING_MS);
    expect(next).toMatchObject({ step: 1, since: READING_MS, saw: expect.stringContaining("The barista is away") });
    expect(advance(looseCoupling, next, away, 2 * READING_MS)).toBe(next);
  });

  test("leaves time to read a step whose fact is there already", () => {
    const away = quietShop({ barista: { state: "Disabled" } });
    const progress = beginLesson(looseCoupling, away, 0);
    expect(advance(looseCoupling, progress, away, READING_MS - 1)).toBe(progress);
  });

  test("counts only the rush that began during its step", () => {
    const before = shopWithoutBarista();
    const { from } = beginLesson(looseCoupling, before, 0);
    expect(newRush(before, from, "orders")).toBeUndefined();
    const [old] = before.rushes;
    const rushes = [...before.rushes, ...(old ? [{ ...old, id: "two" }] : [])];
    expect(newRush({ ...before, rushes }, from, "orders")?.id).toBe("two");
    expect(newRush({ ...before, rushes }, from, "tight")).toBeUndefined();
  });

  test("that is over stays over", () => {
    const over = { ...beginLesson(looseCoupling, quietShop(), 0), step: looseCoupling.steps.length };
    expect(advance(looseCoupling, over, quietShop(), READING_MS)).toBe(over);
  });

  test("survives being written down and read again", () => {
    const progress = beginLesson(looseCoupling, shopWithoutBarista(), 5);
    expect(JSON.parse(JSON.stringify(progress))).toEqual(progress);
  });
});

test("the six lessons have a question, an idea and steps to take", () => {
  expect(LESSONS.map(({ id }) => id)).toEqual([
    "loose-coupling",
    "tight-coupling",
    "fan-out",
    "poison",
    "duplicate-delivery",
    "visibility-timeout",
  ]);
  for (const { question, idea, steps } of LESSONS) {
    expect([question, idea]).toEqual([expect.stringMatching(/\?$/), expect.stringMatching(/^[^.]+\.$/)]);
    expect(steps.length).toBeGreaterThan(2);
  }
});

test("a lesson that a shop cannot give says why", () => {
  expect(LESSONS.filter(({ unfit }) => !unfit?.(quietShop({ target: "aws" })))).toEqual([]);
  const withoutExhibit = quietShop({ exhibit: { deployed: false } });
  expect(LESSONS.filter(({ unfit }) => unfit?.(withoutExhibit)).map(({ id }) => id)).toEqual(["tight-coupling"]);
  expect(LESSONS.filter(({ unfit }) => unfit?.(quietShop()))).toEqual([]);
});

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
    const silent = (target: "local" | "aws") =>
      problem({ connection: "live", state: quietShop({ engine: "silent", target }) })?.[1];
    expect([silent("local"), silent("aws")]).toEqual([
      expect.stringMatching(/^The engine does not answer\./),
      expect.stringMatching(/^AWS does not answer\./),
    ]);
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
    expect([newestRush(rushes, "orders")?.id, newestRush([], "orders")]).toEqual(["b", undefined]);
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
    expect([ago(now - 400, now), ago(now + 5_000, now)]).toEqual(["just now", "just now"]);
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
