import * as v from "valibot";

/** One thing that is wrong with a message: where, and what was given and allowed. */
export interface Fault {
  /** Place in the message, for example `orders[1].drink`; empty for the message as a whole. */
  readonly path: string;
  readonly message: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A fault about the message as a whole. */
export const refused = (message: string, path = ""): { ok: false; faults: readonly Fault[] } => ({
  ok: false,
  faults: [{ path, message }],
});

/** Shows a value that came from outside in an error message: one line, at most 40 characters of it. */
export const shown = (value: unknown): string => {
  const printable = asText(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "·");
  return printable.length > 40 ? `${printable.slice(0, 40).toWellFormed()}…` : printable;
};

/** `JSON.stringify` gives up on values nested some thousand levels deep, which `JSON.parse` reads without trouble. */
const asText = (value: unknown): string => {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "something nested too deeply to show";
  }
};

/** What an object schema says: a field is missing (the path of the fault names it), or it is no object at all. */
export const mustBe =
  (what: string) =>
  ({ input, path }: v.ObjectIssue): string =>
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

/** Parses JSON text without throwing. */
export const parseJson = (text: string): Parsed<unknown> => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused("is not JSON");
  }
};

/** All faults in one line, for logs and exceptions. */
export const faultLine = (faults: readonly Fault[]): string =>
  faults.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");

const pathOf = (items: readonly { key: unknown }[], prefix: string): string =>
  items.reduce<string>((path, { key }) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return path === "" ? String(key) : `${path}.${String(key)}`;
  }, prefix);

/**
 * The characters that SQS refuses in a message and its attributes however often they are sent, those unknown to XML 1.0, as
 * they stand in a character class. JSON escapes the control characters and halves of characters among them, but not U+FFFE
 * and U+FFFF.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const UNSENDABLE = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff\\ufffe\\uffff";
