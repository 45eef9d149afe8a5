import * as v from "valibot";
import type { Fault } from "../messaging/parse";
import { meantBy, mustBe } from "./fields";

/** What is said of a field that nobody knows. */
const unknownField = (name: string, known: readonly string[]): string => {
  const meant = meantBy(name, known) ?? known.find((one) => name.startsWith(one));
  return meant === undefined
    ? `is not known (known: ${known.join(", ") || "none"})`
    : `is not known: did you mean ${meant}?`;
};

/** Who asks with a thousand of them need not read of all. */
const MOST_FAULTS = 10;

/** The fields of what a customer sent that nobody knows. A name that could be an address or a token is not repeated. */
export const unknownFields = (given: unknown, known: readonly string[]): readonly Fault[] =>
  Object.keys(typeof given === "object" && given !== null ? given : {})
    .filter((name) => !known.includes(name))
    .slice(0, MOST_FAULTS)
    .map((name) => ({ path: /^[A-Za-z]{1,40}$/.test(name) ? name : "…", message: unknownField(name, known) }));

/**
 * An object of these fields and no others, for settings and whoever subscribes or publishes. A slip such as
 * `audiance` would mean something else if it were passed over. Messages between functions are read with `v.object`, so that
 * a newer version may add to them.
 */
export const strictObject = <E extends v.ObjectEntries>(entries: E, what: string) =>
  v.strictObject(entries, (issue) =>
    issue.expected === "never" ? unknownField(String(issue.input), Object.keys(entries)) : mustBe(what)(issue),
  );
