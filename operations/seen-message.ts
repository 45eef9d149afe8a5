import { parseOrder } from "../lambda/messages/order";
import { parseOrderReady } from "../lambda/messages/order-ready";
import { faultLine, parseJson } from "../lambda/messaging/parse";
import { withoutContacts } from "./mask-contact";
import { isDeadLetterQueue, type QueueName } from "./queues";

/** What an operator is shown of a message: enough to act upon, and nothing about how to reach the customer. */
export interface SeenMessage {
  /** Null for a message that carries none. */
  readonly orderId: string | null;
  /** Null for a message that names none. */
  readonly drink: string | null;
  /** Seconds since it was sent. */
  readonly ageSeconds: number;
  /** How often it was received. */
  readonly receives: number;
  /** Why it is, or will be, in the dead-letter queue; null when nothing is wrong with it. */
  readonly reason: string | null;
  /** It can never be made (or shown), however often it is tried. */
  readonly hopeless: boolean;
}

/** A message as a queue gives it. */
export interface RawMessage {
  readonly messageId: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly receives: number;
  /** The attribute `reason` that the barista puts on orders it sets aside. */
  readonly reason: string | undefined;
}

const ATTEMPTS_RAN_OUT = "every attempt to make it failed: the barista's log has the reason";
const NEVER_SHOWN = "every attempt to show it failed: the pickup board's log has the reason";

/** Reduces a message to what may be shown. */
export const seenMessage = (raw: RawMessage, queue: QueueName, now: number): SeenMessage => ({
  orderId: orderIdIn(raw.body),
  drink: textIn(raw.body, "drink"),
  ageSeconds: Math.max(0, Math.round((now - raw.sentAt) / 1_000)),
  receives: raw.receives,
  ...judged(raw, queue),
});

/** The order id in the body of a message, or null. */
export const orderIdIn = (body: string): string | null => {
  const orderId = textIn(body, "orderId");
  return orderId !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(orderId) ? orderId : null;
};

const MAX_TEXT_CHARACTERS = 40;

/** A text field of the message, short and without contact details; null when it has none of that name. */
export const textIn = (body: string, field: "orderId" | "drink" | "pickupName"): string | null => {
  const json = parseJson(body);
  if (!json.ok || typeof json.value !== "object" || json.value === null) return null;
  const value: unknown = Object.entries(json.value).find(([name]) => name === field)?.[1];
  return typeof value === "string" ? withoutContacts(value).slice(0, MAX_TEXT_CHARACTERS).toWellFormed() : null;
};

const judged = ({ body, reason }: RawMessage, queue: QueueName): Pick<SeenMessage, "reason" | "hopeless"> => {
  const ready = queue === "pickupBoard" || queue === "pickupBoardDeadLetter";
  const parsed = ready ? parseOrderReady(body) : parseOrder(body);
  const hopeless = !parsed.ok;
  if (reason !== undefined) return { reason: withoutContacts(reason), hopeless };
  if (!parsed.ok) {
    const never = `can never be ${ready ? "shown" : "made"}: ${faultLine(parsed.faults)}`;
    return { reason: withoutContacts(never), hopeless };
  }
  if (!isDeadLetterQueue(queue)) return { reason: null, hopeless };
  return { reason: ready ? NEVER_SHOWN : ATTEMPTS_RAN_OUT, hopeless };
};
