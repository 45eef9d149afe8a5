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
