import trivia from "../../../lambda/editor/trivia.json";
import { triviaOfTheDay } from "../../../lambda/editor/write-issue";
import { parseDraft } from "../../../lambda/messages/newsletter-issue";
import { accepted, faultsOf } from "../support/parsed";

const textFor = (time: string): string => accepted(triviaOfTheDay(time)).text;
const day = (number: number): string => new Date(Date.UTC(2026, 10, 22 + number, 8)).toISOString();

describe("the trivia of the day", () => {
  test("is the same all day long, so that a second run of the schedule says nothing new", () => {
    expect(textFor("2026-11-22T00:00:00Z")).toBe(textFor("2026-11-22T23:59:59.999Z"));
  });

  test("is another one each day until all have been told, then from the beginning", () => {
    const days = Array.from({ length: trivia.length }, (_, number) => textFor(day(number)));
    expect(new Set(days)).toEqual(new Set(trivia));
    expect(textFor(day(trivia.length))).toBe(days[0]);
  });

  test("follows the committed list in its order", () => {
    const today = trivia.indexOf(textFor(day(0)));
    expect(textFor(day(1))).toBe(trivia[(today + 1) % trivia.length]);
  });

  test("started with the first of the list", () => {
    expect(textFor("1970-01-01T00:00:00Z")).toBe(trivia[0]);
  });

  test.each(trivia)("can be published: %s", (text) => {
    expect(faultsOf(parseDraft({ newsletter: "trivia", subject: "Trivia of the day", text }))).toEqual([]);
  });

  test.each(["1969-12-31T23:59:59Z", "1969-12-20T00:00:00Z", "0001-01-01T00:00:00Z"])("has none for %s", (time) => {
    expect(faultsOf(triviaOfTheDay(time))).toEqual([`triviaOfTheDay: must not be before 1970, not ${time}`]);
  });

  test.each([
    [undefined, "undefined"],
    [7, "7"],
    ["someday", "someday"],
  ])("cannot be told for %j", (time, shown) => {
    expect(faultsOf(triviaOfTheDay(time))).toEqual([`triviaOfTheDay: must be an ISO 8601 time, not ${shown}`]);
  });
});
