import { isFifo } from "../lambda/messaging/aws-clients";
import type { DetailedMessage } from "./message-details";
import { peekDetails, peekQueue } from "./peek-queue";
import { queueDepth } from "./queue-depths";
import { QUEUES } from "./queues";
import type { Redrivable } from "./redrivable";
import type { SeenMessage } from "./seen-message";
import type { Shop } from "./shop";

/** Tells whether a message is meant. */
export type Choice = (message: SeenMessage) => boolean;

/**
 * Picks the messages that have a text in their order id, their drink or their reason, as they are shown; upper and lower
 * case are the same. Without a text every message is meant.
 */
export const choiceBy = (text: string | undefined): Choice => {
  if (text === undefined) return () => true;
  const wanted = text.toLowerCase();
  return ({ orderId, drink, reason }) => [orderId, drink, reason].some((part) => part?.toLowerCase().includes(wanted));
};

/** Picks, of what is chosen, what has a chance: what can never be made would only come back. */
export const withAChance =
  (isChosen: Choice): Choice =>
  (message) =>
    !message.hopeless && isChosen(message);

/** What a redrive would find. */
export interface RedrivePlan<Message extends SeenMessage = SeenMessage> {
  readonly found: number;
  /** What was looked at, chosen or not. */
  readonly seen: readonly Message[];
  readonly chosen: readonly Message[];
  /** Whether there may be more than was looked at. */
  readonly more: boolean;
}

/** More than anybody reads; each ten of them are a request on AWS. */
const MESSAGES_TO_SHOW = 1_000;

/**
 * Looks at what a redrive would move or drop, and leaves every message where it is.
 *
 * Of a FIFO queue AWS shows at most the first ten messages of each group.
 */
export const planRedrive = async (shop: Shop, queue: Redrivable, isChosen: Choice): Promise<RedrivePlan> =>
  planFrom(shop, queue, isChosen, await peekQueue(shop, queue, MESSAGES_TO_SHOW));

/** Looks likewise, and shows all of the messages that may be shown. */
export const planRedriveInDetail = async (
  shop: Shop,
  queue: Redrivable,
  isChosen: Choice,
): Promise<RedrivePlan<DetailedMessage>> =>
  planFrom(shop, queue, isChosen, await peekDetails(shop, queue, MESSAGES_TO_SHOW));

const planFrom = async <Message extends SeenMessage>(
  shop: Shop,
  queue: Redrivable,
  isChosen: Choice,
  seen: readonly Message[],
): Promise<RedrivePlan<Message>> => {
  const hides = isFifo(shop.output(QUEUES[queue])) && (await queueDepth(shop, queue)).waiting > seen.length;
  return { found: seen.length, seen, chosen: seen.filter(isChosen), more: hides || seen.length === MESSAGES_TO_SHOW };
};
