import { createHash } from "node:crypto";
import * as v from "valibot";
import { type Parsed, parseJson, shown, UNSENDABLE } from "../messaging/parse";

const NOT_ON_A_LINE = new RegExp(`[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}${UNSENDABLE}]`, "u");

/**
 * Text on one line: no control or formatting characters, which could forge log lines or hide what is written, and none
 * that no queue takes.
 */
export const line = (what: string, maxCharacters: number) => {
  const rule = `must be ${what}: 1 to ${maxCharacters} characters on one line`;
  return v.pipe(
    v.string((issue) => `${rule}, not ${shown(issue.input)}`),
    v.trim(),
    v.check(
      (text) => text !== "" && [...text].length <= maxCharacters,
      (issue) => `${rule}, not ${[...issue.input].length}`,
    ),
    v.check((text) => !NOT_ON_A_LINE.test(text), `${rule}, without control characters, U+FFFE and U+FFFF`),
  );
};

/** A whole number within bounds. */
export const wholeNumber = (least: number, most: number) => {
  const rule = (issue: { input: unknown }) =>
    `must be a whole number from ${least} to ${most}, not ${shown(issue.input)}`;
  return v.pipe(v.number(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};

/** One of a closed list, named in full when something else is given. */
export const oneOf = <const T extends readonly [string, ...string[]]>(what: string, allowed: T) =>
  v.picklist(allowed, (issue) => `${what}: ${shown(issue.input)} (try one of: ${allowed.join(", ")})`);

/** A UUID of any version, in lower case. */
export const uuid = v.pipe(
  v.string((issue) => `must be a UUID, not ${shown(issue.input)}`),
  v.regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    (issue) => `must be a UUID in lower case, not ${shown(issue.input)}`,
  ),
);

/** The UUID of a text, always the same: of version 8 (RFC 9562, custom bits), from its SHA-256. */
export const uuidOf = (text: string): string => {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** A moment in UTC, `2026-11-22T08:00:00.000Z`. */
export const timestamp = v.pipe(
  v.string((issue) => `must be an ISO 8601 time in UTC, not ${shown(issue.input)}`),
  v.regex(UTC_TIME, (issue) => `must be an ISO 8601 time in UTC, not ${shown(issue.input)}`),
  v.check((text) => !UTC_TIME.test(text) || isOnCalendar(text), "must be a moment that exists"),
);

/** `Date.parse` takes 30 February for 2 March. */
const isOnCalendar = (text: string): boolean => {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
};

/** What an object schema says: a field is missing (the path of the fault names it), or it is no object at all. */
export const mustBe =
  (what: string) =>
  ({ input, path }: v.ObjectIssue | v.StrictObjectIssue): string =>
    path ? `is missing from ${what}` : `must be ${what}, not ${shown(input)}`;

/** Checks a value at the door, once; every field that is wrong is named, not only the first. */
export const parseWith = <S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  prefix = "",
): Parsed<v.InferOutput<S>> => {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  if (result.success) return { ok: true, value: result.output };
  return {
    ok: false,
    faults: result.issues.map((issue) => ({ path: pathOf(issue.path ?? [], prefix), message: issue.message })),
  };
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
