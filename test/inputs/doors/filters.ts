import { parseFilterInput } from "../../../lambda/contacts/filter-policy";
import { casesOf, type Door } from "../door";
import { inShort, NO_TEXT } from "../spoilt";
import { refusalOf } from "./parsed";

const RULES = [
  ...NO_TEXT,
  "",
  "\ud800",
  {},
  [],
  { wildcard: "stud*" },
  { cidr: "10.0.0.0/8" },
  { Prefix: "a" },
  { numeric: ["=", 1] },
  { prefix: "" },
  { prefix: 7 },
  { suffix: ["a"] },
  { "equals-ignore-case": null },
  { exists: "true" },
  { prefix: "a", suffix: "b" },
  { "anything-but": [] },
  { "anything-but": 7 },
  { "anything-but": { suffix: "a" } },
];
const RANGES = [[], ["="], [1], ["=", "1"], ["!=", 1], [">", 2, "<", 1], [">", 1e10], "=1", null];
const LONG = Array.from({ length: 151 }, (_, place) => `audience-${place}`);

const wishes: readonly object[] = [
  ...RULES.map((rule) => ({ filter: { audience: [rule] } })),
  ...RANGES.map((numeric) => ({ filter: { version: [{ numeric }] }, filterScope: "body" })),
  ...[7, "students", ["students"], {}, { audience: "students" }, { audience: [] }, { audience: null }].map(
    (filter) => ({ filter }),
  ),
  { filter: { colour: ["red"] } },
  { filter: { "ada@example.com": ["x"] } },
  { filter: { $or: [{ audience: ["a"] }] } },
  { filter: { audience: LONG } },
  { filter: JSON.parse('{"__proto__": ["x"]}') },
  { filter: { audience: ["a"] }, filterScope: "everything" },
  { filter: { audience: ["a"] }, audience: "a" },
  { filterScope: "attributes" },
  ...[...NO_TEXT, "", "STUDENTS", "two words"].map((audience) => ({ audience })),
];

const refused = (wish: object) => refusalOf(parseFilterInput(wish, "https"));

export const filters: Door = {
  good: () => refused({ filter: { audience: ["students"] } }),
  name: "filters of subscribers",
  cases: casesOf(Object.fromEntries(wishes.map((wish) => [inShort(wish), wish])), refused),
};
