import * as v from "valibot";
import { timestamp, uuid } from "../messages/fields";

/** Bytes of the longest message of Amazon SNS: 256 KiB. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** Half of a surrogate pair is written as U+FFFD where it is signed, so that one could be swapped for the other. */
const text = v.pipe(
  v.string(),
  v.check((given) => given.isWellFormed()),
);

/**
 * The signed text is every field's name and value with a line break after each, and nothing is escaped. A line break in
 * a field therefore shifts the boundary to the next: what was signed as the end of one message reads as a subject or as
 * an id. SNS has line breaks in `Message` alone, the first field, whose end the others then fix.
 */
const line = v.pipe(
  text,
  v.check((given) => !/\p{Cc}/u.test(given)),
);

const common = {
  MessageId: uuid,
  TopicArn: v.string(),
  Message: v.pipe(text, v.maxBytes(MAX_MESSAGE_BYTES)),
  Timestamp: timestamp,
  SignatureVersion: v.string(),
  Signature: v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9+/]{4}){1,1024}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)),
  SigningCertURL: v.string(),
};

const confirmation = { ...common, Token: v.pipe(line, v.minLength(1)), SubscribeURL: line };

const notification = v.object({
  Type: v.literal("Notification"),
  ...common,
  Subject: v.optional(line),
  UnsubscribeURL: v.optional(v.string()),
  MessageAttributes: v.optional(v.record(v.string(), v.object({ Type: v.string(), Value: v.string() }))),
});

/** The three kinds of delivery: fields that SNS writes, each of its own form. */
export const envelopes = {
  Notification: notification,
  SubscriptionConfirmation: v.object({ Type: v.literal("SubscriptionConfirmation"), ...confirmation }),
  UnsubscribeConfirmation: v.object({ Type: v.literal("UnsubscribeConfirmation"), ...confirmation }),
} as const;

export type EnvelopeType = keyof typeof envelopes;

/** A delivery whose fields have the right form. Nothing about it is proven yet. */
export type Envelope = v.InferOutput<(typeof envelopes)[EnvelopeType]>;

/**
 * What SNS signs, in its order. `UnsubscribeURL` and `MessageAttributes` are not part of it: anybody on the way can
 * write them, so nothing may rest on them.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html
 */
export const signedText = (envelope: Envelope): string => {
  const { Message, MessageId, Timestamp, TopicArn, Type } = envelope;
  const fields =
    envelope.Type === "Notification"
      ? { Message, MessageId, Subject: envelope.Subject, Timestamp, TopicArn, Type }
      : { Message, MessageId, SubscribeURL: envelope.SubscribeURL, Timestamp, Token: envelope.Token, TopicArn, Type };
  return Object.entries(fields)
    .map(([name, value]) => (value === undefined ? "" : `${name}\n${value}\n`))
    .join("");
};

/**
 * The keys of a JSON object at its top level, each as often as it was written: `JSON.parse` keeps the last of two
 * without a word, while a reader further up or down the line may take the first.
 *
 * @param json an object that `JSON.parse` accepts
 */
export const jsonKeys = (json: string): readonly string[] => {
  const keys: string[] = [];
  let depth = 0;
  for (let place = 0; place < json.length; place += 1) {
    const character = json[place];
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else if (character === '"') {
      const end = endOfString(json, place);
      COLON.lastIndex = end;
      if (depth === 1 && COLON.test(json)) keys.push(String(JSON.parse(json.slice(place, end))));
      place = end - 1;
    }
  }
  return keys;
};

const COLON = /[ \t\r\n]*:/y;

/** The place after the quotation mark that ends the string starting at `start`. */
const endOfString = (json: string, start: number): number => {
  let place = start + 1;
  while (place < json.length && json[place] !== '"') place += json[place] === "\\" ? 2 : 1;
  return place + 1;
};
