import * as v from "valibot";
import { meantBy, mustBe } from "./fields";

/** What is said of a field that nobody knows. */
export const unknownField = (name: string, known: readonly string[]): string => {
  const meant = meantBy(name, known) ?? known.find((one) => name.startsWith(one));
  return meant === undefined ? `is not known (known: ${known.join(", ")})` : `is not known: did you mean ${meant}?`;
};

/**
 * An object of these fields and no others, for settings and whoever subscribes or publishes. A slip such as
 * `audiance` would mean something else if it were passed over. Messages between functions are read with `v.object`, so that
 * a newer version may add to them.
 */
export const strictObject = <E extends v.ObjectEntries>(entries: E, what: string) =>
  v.strictObject(entries, (issue) =>
    issue.expected === "never" ? unknownField(String(issue.input), Object.keys(entries)) : mustBe(what)(issue),
  );
