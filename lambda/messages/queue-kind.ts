import { createHash } from "node:crypto";
import { faultLine } from "../messaging/parse";
import { oneOf, parseWith } from "./fields";
import type { Order } from "./order";

/**
 * How the orders queue hands orders out: `standard` as they come, `fair` so that a rush at one pickup location does not
 * hold up the others, `fifo` strictly one after the other at each location.
 */
export const QUEUE_KINDS = ["standard", "fair", "fifo"] as const;

export type QueueKind = (typeof QUEUE_KINDS)[number];

/** @throws Error for what is not a kind of queue, so that a wrong deployment fails at its first start */
export const readQueueKind = (text: string): QueueKind => {
  const kind = parseWith(oneOf("not a kind of queue", QUEUE_KINDS), text);
  if (!kind.ok) throw new Error(faultLine(kind.faults));
  return kind.value;
};

/** What SQS has to be told about a message beside its body. */
export interface PlaceInLine {
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/**
 * The place of an order in a queue of this kind: behind the others of its pickup location.
 *
 * A FIFO queue forgets an order that is sent again under the same id within five minutes, as a customer does whose answer
 * was lost.
 */
export const placeInLine = (kind: QueueKind, { orderId, pickupLocation }: Order): PlaceInLine => {
  if (kind === "standard") return {};
  const MessageGroupId = groupId(pickupLocation ?? COUNTER);
  return kind === "fair" ? { MessageGroupId } : { MessageGroupId, MessageDeduplicationId: orderId };
};

/** Where orders are picked up whose customer named no location. */
const COUNTER = "counter";

/** With a hyphen and a hash behind it well below 128. A location can be longer in NFC, which takes some letters apart. */
const READABLE_CHARACTERS = 100;

/**
 * A location as SQS takes it, up to 128 letters, digits and punctuation: one that has other characters is told apart from
 * similar ones by a hash.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const groupId = (location: string): string => {
  const name = location.normalize("NFC");
  if (/^[A-Za-z0-9._-]+$/.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${name.replace(/[^A-Za-z0-9._-]/gu, "-").slice(0, READABLE_CHARACTERS)}-${hash}`;
};
