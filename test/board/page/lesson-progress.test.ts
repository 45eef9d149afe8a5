import { advance, beginLesson, READING_MS } from "../../../board/page/lesson-progress";
import { newRush } from "../../../board/page/lesson-steps";
import { LESSONS } from "../../../board/page/lessons";
import { quietShop, shopWithoutBarista } from "../../browser/support/shop-states";

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
    expect(question).toMatch(/\?$/);
    expect(idea).toMatch(/^[^.]+\.$/);
    expect(steps.length).toBeGreaterThan(2);
  }
});

test("a lesson that a shop cannot give says why", () => {
  expect(LESSONS.filter(({ unfit }) => !unfit?.(quietShop({ target: "aws" })))).toEqual([]);
  const withoutExhibit = quietShop({ exhibit: { deployed: false } });
  expect(LESSONS.filter(({ unfit }) => unfit?.(withoutExhibit)).map(({ id }) => id)).toEqual(["tight-coupling"]);
  expect(LESSONS.filter(({ unfit }) => unfit?.(quietShop()))).toEqual([]);
});
