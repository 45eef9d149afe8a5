import { parseOrder } from "../lambda/messages/order";
import { parseNotice, parseOrderReady } from "../lambda/messages/order-ready";
import { faultLine, parseJson } from "../lambda/messaging/parse";
import { withoutContacts } from "./mask-contact";
import { keptNotice } from "./notice-again";
import { ageSeconds } from "./queue-depths";
import { isDeadLetterQueue, type QueueName } from "./queues";

/** What an operator is shown of a message: enough to act upon, and nothing about how to reach the customer. */
export interface SeenMessage {
  readonly orderId: string | null;
  readonly drink: string | null;
  readonly ageSeconds: number;
  readonly receives: number;
  /** Why it is, or will be, in the dead-letter queue; null when nothing is wrong with it. */
  readonly reason: string | null;
  /** It can never be made (or shown), however often it is tried. */
  readonly hopeless: boolean;
}

export interface RawMessage {
  readonly messageId: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly receives: number;
  /** The attribute `reason` that the barista puts on orders it moves to the dead-letter queue. */
  readonly reason: string | undefined;
}

/** What is to be done with an order, who reads it how, and who logs why that failed. */
const MADE = { parse: parseOrder, toBe: "made", attempt: "make it", log: "the barista's log" };
const SHOWN = { parse: parseOrderReady, toBe: "shown", attempt: "show it", log: "the pickup board's log" };
const SENT = { parse: parseNotice, toBe: "sent", attempt: "send it", log: "the notifier's log" };

const USES: Partial<Record<QueueName, typeof MADE | typeof SHOWN | typeof SENT>> = {
  pickupBoard: SHOWN,
  pickupBoardDeadLetter: SHOWN,
  notifierDeadLetter: SENT,
};

export const seenMessage = (given: RawMessage, queue: QueueName, now: number): SeenMessage => {
  if (queue !== "notifierDeadLetter") return seen(given, queue, now);
  const { notice, reason } = keptNotice(given.body);
  return seen({ ...given, body: notice, reason: given.reason ?? reason }, queue, now);
};

const seen = (raw: RawMessage, queue: QueueName, now: number): SeenMessage => ({
  orderId: orderIdIn(raw.body),
  drink: textIn(raw.body, "drink"),
  ageSeconds: ageSeconds(raw.sentAt, now),
  receives: raw.receives,
  ...judged(raw, queue),
});

export const orderIdIn = (body: string): string | null => {
  const orderId = textIn(body, "orderId");
  return orderId !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(orderId) ? orderId : null;
};

const MAX_TEXT_CHARACTERS = 40;

/** A text field of the message, short and without contact details; null when it has none of that name. */
const textIn = (body: string, field: "orderId" | "drink" | "pickupName"): string | null => {
  const json = parseJson(body);
  if (!json.ok || typeof json.value !== "object" || json.value === null) return null;
  const value: unknown = Object.entries(json.value).find(([name]) => name === field)?.[1];
  return typeof value === "string" ? withoutContacts(value).slice(0, MAX_TEXT_CHARACTERS).toWellFormed() : null;
};

const judged = ({ body, reason }: RawMessage, queue: QueueName): Pick<SeenMessage, "reason" | "hopeless"> => {
  const { parse, toBe, attempt, log } = USES[queue] ?? MADE;
  const parsed = parse(body);
  const hopeless = !parsed.ok;
  if (reason !== undefined) return { reason: withoutContacts(reason), hopeless };
  if (!parsed.ok) {
    const never = `can never be ${toBe}: ${faultLine(parsed.faults)}`;
    return { reason: withoutContacts(never), hopeless };
  }
  if (!isDeadLetterQueue(queue)) return { reason: null, hopeless };
  return { reason: `every attempt to ${attempt} failed: ${log} has the reason`, hopeless };
};

/** All of a message that may be shown: its contact details are blotted out. */
export interface DetailedMessage extends SeenMessage {
  readonly messageId: string;
  readonly pickupName: string | null;
  readonly body: string;
}

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

/** The body of a message without contact details, wherever they are written, and not longer than one cares to read. */
export const bodyWithoutContacts = (body: string): string => {
  const json = parseJson(body);
  const text = json.ok ? JSON.stringify(blotted(json.value, MAX_DEPTH)) : withoutContacts(body);
  return text.length > MAX_BODY_CHARACTERS ? `${text.slice(0, MAX_BODY_CHARACTERS).toWellFormed()}${BLOTTED}` : text;
};

const blotted = (value: unknown, depth: number): unknown => {
  if (typeof value === "string") return withoutContacts(value);
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
