import leven from "leven";
import * as v from "valibot";
import type { Fault } from "../messaging/parse";
import { mustBe } from "./fields";

/** Two letters: one that is wrong, missing or doubled, or two that changed places. */
const SLIP = 2;

/** What is said of a field that nobody knows. */
const unknownField = (name: string, known: readonly string[]): string => {
  const given = name.slice(0, 40).toLowerCase();
  const isClose = (one: string) => given.startsWith(one) || leven(one, given) <= SLIP;
  const close = known.find((one) => isClose(one.toLowerCase()));
  return close === undefined ? `is not known (known: ${known.join(", ")})` : `is not known: did you mean ${close}?`;
};

/**
 * An object of these fields and no others, for what people write: settings, and what customers ask for. A slip such as
 * `audiance` would mean something else if it were passed over. Messages between functions are read with `v.object`, so that
 * a newer version may add to them.
 */
export const strictObject = <E extends v.ObjectEntries>(entries: E, what: string) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected === "never") return unknownField(String(issue.input), Object.keys(entries));
    return mustBe(what)(issue);
  });

/** Who asks with a thousand of them need not read of all. */
const MOST_FAULTS = 10;

/** The same for an object whose fields are read one by one. A name that could be an address is not repeated. */
export const unknownFields = (given: object, known: readonly string[]): readonly Fault[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .slice(0, MOST_FAULTS)
    .map((name) => ({
      path: /^[A-Za-z]{1,40}$/.test(name) ? name : "…",
      message: unknownField(name, known),
    }));
