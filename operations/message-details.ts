import { parseJson } from "../lambda/messaging/parse";
import { withoutContacts } from "./mask-contact";
import type { QueueName } from "./queues";
import { type RawMessage, type SeenMessage, seenMessage, textIn } from "./seen-message";

/** All of a message that may be shown: its contact details are blotted out. */
export interface DetailedMessage extends SeenMessage {
  readonly messageId: string;
  /** Null for a message that names nobody. */
  readonly pickupName: string | null;
  readonly body: string;
}

/** Shows a message in detail. */
export const detailedMessage = (raw: RawMessage, queue: QueueName, now: number): DetailedMessage => ({
  ...seenMessage(raw, queue, now),
  messageId: raw.messageId,
  pickupName: textIn(raw.body, "pickupName"),
  body: bodyWithoutContacts(raw.body),
});

const MAX_BODY_CHARACTERS = 2_000;

/** No message of the shop is nested deeper; the rest is not shown. */
const MAX_DEPTH = 6;

const BLOTTED = "…";

/** The field of an order that says how to reach its customer. */
const CONTACT_FIELD = "notify";

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The body of a message without contact details, wherever they are written, and not longer than one cares to read. */
export const bodyWithoutContacts = (body: string): string => {
  const json = parseJson(body);
  const text = json.ok ? JSON.stringify(blotted(json.value, MAX_DEPTH)) : withoutContacts(body);
  return text.length > MAX_BODY_CHARACTERS ? `${text.slice(0, MAX_BODY_CHARACTERS).toWellFormed()}${BLOTTED}` : text;
};

const blotted = (value: unknown, depth: number): unknown => {
  if (typeof value === "string") return MOMENT.test(value) ? value : withoutContacts(value);
  if (typeof value === "number") return withoutContacts(String(value)) === String(value) ? value : BLOTTED;
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return BLOTTED;
  if (Array.isArray(value)) return value.map((one) => blotted(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      withoutContacts(name),
      name === CONTACT_FIELD ? BLOTTED : blotted(one, depth - 1),
    ]),
  );
};
