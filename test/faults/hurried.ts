import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";

/** The least pause that the barista asks for: longer than any claim of an order. */
const LONGEST_PAUSE_SECONDS = 15;

const pauses = v.looseObject({ Entries: v.array(v.looseObject({ VisibilityTimeout: v.number() })) });

/**
 * A `ChangeMessageVisibilityBatch` that asks for no more than 15 seconds: the pauses of an order that fails again and
 * again grow to minutes, and a campaign would do little but wait. What comes back sooner uses its attempts up sooner.
 */
export const hurried = (body: Buffer): Buffer => {
  const json = parseJson(body.toString("utf8"));
  const parsed = json.ok ? parseWith(pauses, json.value) : json;
  if (!parsed.ok) return body;
  const Entries = parsed.value.Entries.map((entry) => ({
    ...entry,
    VisibilityTimeout: Math.min(LONGEST_PAUSE_SECONDS, entry.VisibilityTimeout),
  }));
  return Buffer.from(JSON.stringify({ ...parsed.value, Entries }));
};
