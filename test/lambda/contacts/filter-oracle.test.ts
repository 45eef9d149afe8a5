import { parseFilterInput } from "../../../lambda/contacts/filter-policy";
import { matches, receivers } from "../../support/filter-oracle";
import { anIssue } from "../support/issues";
import { accepted } from "../support/parsed";

const inputs = (input: object) => accepted(parseFilterInput(input, "https"));

const named = (input: Record<string, object>) =>
  Object.entries(input).map(([name, given]) => ({ name, newsletter: "trivia" as const, filter: inputs(given) }));

describe("an issue (by the oracle) reaches", () => {
  const everybody = named({
    all: {},
    students: { audience: "students" },
    "students and general": { filter: { audience: ["students", { exists: false }] } },
    staff: { audience: "staff" },
    "not staff": { filter: { audience: [{ "anything-but": "staff" }] } },
    "stud…": { filter: { audience: [{ prefix: "stud" }] } },
    "…beans": { filter: { subject: [{ suffix: "beans" }] }, filterScope: "body" },
    "version 1": { filter: { version: [{ numeric: [">=", 1, "<", 2] }] }, filterScope: "body" },
    "version 2": { filter: { version: [2] }, filterScope: "body" },
  });

  test.each([
    [{ audience: "students" }, ["all", "students", "students and general", "not staff", "stud…", "version 1"]],
    [{ audience: "staff" }, ["all", "staff", "version 1"]],
    [{}, ["all", "students and general", "version 1"]],
    [{ subject: "New beans" }, ["all", "students and general", "…beans", "version 1"]],
    [{ newsletter: "coupons" as const }, []],
  ])("with %j exactly these", (changes, names) => {
    expect(receivers(everybody, anIssue(changes))).toEqual(names);
  });

  test("nobody who filters by the body, when the body is no JSON object", () => {
    for (const body of ["Did you know?", "7", "null", "[]", '"text"']) {
      expect(matches({ subject: [{ exists: false }] }, "body", { attributes: {}, body })).toBe(false);
    }
  });
});
