import * as v from "valibot";
import { parseJson } from "../messaging/parse";
import { type Envelope, type EnvelopeType, envelopes, MAX_MESSAGE_BYTES } from "./envelope";
import { jsonKeys } from "./json-keys";
import type { Refusal } from "./refusal";

/** A request as it comes through the function URL. */
export interface DeliveryRequest {
  readonly method: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/**
 * The longest message with every byte of it escaped in the worst way JSON has (six for one: `\u0001`), and 16 KiB for
 * the other fields, which fill less than 4. A function URL takes up to 6 MB, so this is the limit that holds.
 */
export const MAX_BODY_BYTES = 6 * MAX_MESSAGE_BYTES + 16 * 1024;

/** SNS sends JSON as text, or as whatever content type the subscription's delivery policy names. */
const CONTENT_TYPE = /^(?:text\/plain|application\/json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Reads what was posted: its form, nothing about its truth. */
export const readDelivery = ({ method, headers, body }: DeliveryRequest): Envelope | Refusal => {
  if (method !== "POST") return { refused: "method" };
  if ((headers["x-amz-sns-rawdelivery"] ?? "false") !== "false") return { refused: "raw" };
  if (!CONTENT_TYPE.test(headers["content-type"] ?? "")) return { refused: "content-type" };
  if (body.length > MAX_BODY_BYTES) return { refused: "size" };
  const type = headers["x-amz-sns-message-type"] ?? "";
  if (!isEnvelopeType(type)) return { refused: "headers" };
  const text = utf8(body);
  const json = text === undefined ? undefined : parseJson(text);
  if (text === undefined || !json?.ok) return { refused: "json" };
  const parsed = v.safeParse(envelopes[type], json.value, { abortEarly: true });
  if (!parsed.success) return { refused: "fields", ...fieldOf(parsed.issues[0]) };
  const keys = jsonKeys(text);
  const known = keys.every((key) => Object.hasOwn(envelopes[type].entries, key));
  if (!known || new Set(keys).size < keys.length) return { refused: "fields" };
  const { TopicArn, MessageId } = parsed.output;
  const agree = headers["x-amz-sns-topic-arn"] === TopicArn && headers["x-amz-sns-message-id"] === MessageId;
  return agree ? parsed.output : { refused: "headers" };
};

const isEnvelopeType = (type: string): type is EnvelopeType => Object.hasOwn(envelopes, type);

/** The name of a field of ours; never a name out of the body. */
const fieldOf = ({ path }: v.BaseIssue<unknown>): { readonly field?: string } => {
  const key = path?.[0]?.key;
  return typeof key === "string" ? { field: key } : {};
};

const utf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
