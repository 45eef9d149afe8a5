import type { SQSRecord } from "aws-lambda";

/** One thing that is wrong with a message: where, and what was given and allowed. */
export interface Fault {
  /** Place in the message, for example `invoices[1].euros`; empty for the message as a whole. */
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

const SHOWN_CHARACTERS = 40;

/** Shows a value that came from outside in an error message: one line, at most 40 characters of it. */
export const shown = (value: unknown): string => {
  const printable = asText(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "·");
  const [...characters] = printable.slice(0, 2 * SHOWN_CHARACTERS + 2);
  return characters.length > SHOWN_CHARACTERS ? `${characters.slice(0, SHOWN_CHARACTERS).join("")}…` : printable;
};

/** `JSON.stringify` gives up on values nested some thousand levels deep, which `JSON.parse` reads all the same. */
const asText = (value: unknown): string => {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "something nested too deeply to show";
  }
};

/**
 * Parses JSON text without throwing; a byte order mark is taken. Of what is no JSON only the character that is wrong is
 * repeated, with its place: the rest may be personal.
 */
export const parseJson = (given: string, path = ""): Parsed<unknown> => {
  const text = String(given).replace(/^\ufeff/, "");
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused(`is not JSON: ${faultIn(text)}`, path);
  }
};

const faultIn = (text: string): string => {
  if (text.trim() === "") return "it is empty";
  if (/^(\ufffd|.?\0)/s.test(text)) return "it is not UTF-8: save it as UTF-8";
  const valid = text.slice(0, stopsAt(text));
  const place = `at line ${valid.split("\n").length}, column ${valid.length - valid.lastIndexOf("\n")}`;
  const [found, next = ""] = text.slice(valid.length, valid.length + 3);
  if (found === undefined) return `it ends too early, ${place}`;
  if (/^\/[/*]/.test(found + next)) return `a comment ${place}, which JSON does not have`;
  if (/[\]}]/.test(found) && valid.trimEnd().endsWith(",")) return `a comma too many before ${found} ${place}`;
  return `found ${JSON.stringify(found)} ${place}`;
};

/** The length of the longest beginning that could go on as JSON: `JSON.parse` does not always say where it stopped. */
const stopsAt = (text: string, valid = 0, invalid = text.length + 1): number => {
  const middle = Math.floor((valid + invalid) / 2);
  if (middle === valid) return valid;
  return canGoOn(text.slice(0, middle)) ? stopsAt(text, middle, invalid) : stopsAt(text, valid, middle);
};

const canGoOn = (beginning: string): boolean => {
  try {
    return JSON.parse(beginning) !== undefined;
  } catch (error) {
    const [, position] = / at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(String(error)) ?? [];
    return /^SyntaxError: (Unexpected end|Unterminated)/.test(String(error)) || Number(position) >= beginning.length;
  }
};

/** All faults in one line, for logs and exceptions. */
export const faultLine = (faults: readonly Fault[]): string =>
  faults.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");

/** A message with all that is read of it, whatever a call that is not from SQS leaves out. */
export const wellFormed = (record: SQSRecord): SQSRecord => {
  const { messageId, body, attributes } = Object(record);
  return { ...record, messageId: String(messageId), body: String(body), attributes: attributes ?? {} };
};

/**
 * Why a body could not be parsed, in one line. An SNS envelope, which a queue gets instead of the message without raw
 * message delivery, is called by its name: its faults would only list the fields that are inside.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
export const reasonOf = (body: string, faults: readonly Fault[]): string => {
  const json = parseJson(body);
  const { Type, TopicArn, Message } = Object(json.ok && json.value);
  const isEnvelope = Type === "Notification" && typeof TopicArn === "string" && typeof Message === "string";
  return isEnvelope ? "is an SNS envelope: turn on raw message delivery for the subscription" : faultLine(faults);
};

/**
 * The characters that SQS refuses in a message and its attributes, those unknown to XML 1.0, as they stand in a character
 * class. JSON escapes all of them but U+FFFE and U+FFFF.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const UNSENDABLE = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff\\ufffe\\uffff";
