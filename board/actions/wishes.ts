import * as v from "valibot";
import { mustBe } from "../../lambda/messages/fields";
import { shown } from "../../lambda/messaging/parse";

/** A field of text; who receives it judges what it says. */
export const text = v.string((issue) => `must be text, not ${shown(issue.input)}`);

/** A whole number within bounds. */
export const wholeNumber = (least: number, most: number) => {
  const rule = (issue: { input: unknown }) =>
    `must be a whole number from ${least} to ${most}, not ${shown(issue.input)}`;
  return v.pipe(v.number(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};

/** One of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(allowed: T) =>
  v.picklist(allowed, (issue) => `must be one of ${allowed.join(", ")}, not ${shown(issue.input)}`);

/** A wish with these fields. @param example is shown to who sends something else */
export const wishOf = <E extends v.ObjectEntries>(entries: E, example: object) =>
  v.object(entries, mustBe(`an object such as ${JSON.stringify(example)}`));
