import { createHash } from "node:crypto";
import leven from "leven";
import * as v from "valibot";
import { type Fault, type Parsed, parseJson, shown, UNSENDABLE } from "../messaging/parse";

/** Controls and formats, which could forge log lines or hide what is written, and what no queue takes; but for the two joiners. */
const HIDING = new RegExp(`[\\p{Cc}\\p{Zl}\\p{Zp}${UNSENDABLE}]|(?![\\u200c\\u200d])\\p{Cf}`, "u");

/** Scripts and emoji are spelled with joiners (U+200C, U+200D): ශ්‍රී, علی‌رضا, 👩‍🍳. Anywhere else they only hide. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])\p{Join_C}|\p{Join_C}(?![\p{L}\p{Extended_Pictographic}])/u;

/** Nothing to see: blanks, and the fillers that are no blanks to Unicode. */
const BLANK = /^[\s\p{M}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** Whether a text shows what it is, on one line. */
export const isOnOneLine = (text: string): boolean =>
  !BLANK.test(text) && !HIDING.test(text) && !LOOSE_JOINER.test(text);

/** Text on one line, in any script. */
export const line = (what: string, maxCharacters: number) => {
  const rule = `must be ${what}: 1 to ${maxCharacters} characters on one line`;
  return v.pipe(
    v.string((issue) => `${rule}, not ${shown(issue.input)}`),
    v.trim(),
    v.check(
      (text) => text !== "" && [...text].length <= maxCharacters,
      (issue) => `${rule}, not ${[...issue.input].length}`,
    ),
    v.check(isOnOneLine, `${rule}, without control characters and others that nobody sees`),
  );
};

/** A text stands in quotes where something else is wanted, or `"1"` would look like 1. */
const quoted = (value: unknown): string => (typeof value === "string" ? `"${shown(value)}"` : shown(value));

/** A whole number within bounds. */
export const wholeNumber = (least: number, most: number) => {
  const rule = (issue: { input: unknown }) =>
    `must be a whole number from ${least} to ${most}, not ${quoted(issue.input)}`;
  return v.pipe(v.number(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};

/** One of a closed list, named in full when something else is given. */
export const oneOf = <const T extends readonly [string, ...string[]]>(what: string, allowed: T) =>
  v.picklist(allowed, (issue) => `${what}: ${shown(issue.input)} (try one of: ${allowed.join(", ")})`);

const text = (rule: string, pattern: RegExp) => {
  const message = (issue: { input: unknown }) => `${rule}, not ${shown(issue.input)}`;
  return v.pipe(v.string(message), v.regex(pattern, message));
};

/** `Date.parse` takes 30 February for 2 March. */
const isOnCalendar = (text: string): boolean => {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
};

/** A UUID of any version, in lower case. */
export const uuid = text("must be a UUID in lower case", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The UUID of a text, always the same: of version 8 (RFC 9562, custom bits), from its SHA-256. */
export const uuidOf = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A moment in UTC, `2026-11-22T08:00:00.000Z`. */
export const timestamp = v.pipe(
  text("must be an ISO 8601 time in UTC", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
  v.check(isOnCalendar, "must be a moment that exists"),
);

/** What an object schema says: a field is missing (the path of the fault names it), or it is no object at all. */
export const mustBe =
  (what: string) =>
  ({ input, path }: v.ObjectIssue | v.StrictObjectIssue): string =>
    path ? `is missing from ${what}` : `must be ${what}, not ${shown(input)}`;

/** The field that was meant, when a name differs in two letters at most: one is wrong, or two changed places. */
export const meantBy = (name: string, known: readonly string[]): string | undefined =>
  known.find((one) => leven(one.toLowerCase(), name.slice(0, 40).toLowerCase()) <= 2);

/** Faults of what is nearly one of these fields; what is none at all is passed over. */
export const slipsIn = (value: unknown, known: readonly string[], path: string): readonly Fault[] =>
  Object.keys(Object(value)).flatMap((name) => {
    const meant = known.includes(name) ? undefined : meantBy(name, known);
    return meant === undefined ? [] : [{ path: pathOf([{ key: name }], path), message: `did you mean ${meant}?` }];
  });

/** Checks a value at the door, once; every field that is wrong is named, not only the first. */
export const parseWith = <S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  prefix = "",
): Parsed<v.InferOutput<S>> => {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const faults = result.issues.map(({ path = [], message }) => ({ path: pathOf(path, prefix), message }));
  return { ok: false, faults };
};

const pathOf = (items: readonly { key: unknown }[], prefix: string): string =>
  items.reduce<string>((path, { key }) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return path === "" ? String(key) : `${path}.${String(key)}`;
  }, prefix);

/** Reads JSON of one shape. */
export const parseJsonWith = <S extends v.GenericSchema>(schema: S, text: string): Parsed<v.InferOutput<S>> => {
  const json = parseJson(text);
  return json.ok ? parseWith(schema, json.value) : json;
};
