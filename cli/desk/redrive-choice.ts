import { isFifo } from "../../lambda/shared/queue-kind";
import { peekQueue } from "./peek-queue";
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
export interface RedrivePlan {
  readonly found: number;
  readonly chosen: readonly SeenMessage[];
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
export const planRedrive = async (shop: Shop, queue: Redrivable, isChosen: Choice): Promise<RedrivePlan> => {
  const seen = await peekQueue(shop, queue, MESSAGES_TO_SHOW);
  const hides = isFifo(shop.output(QUEUES[queue])) && (await queueDepth(shop, queue)).waiting > seen.length;
  return { found: seen.length, chosen: seen.filter(isChosen), more: hides || seen.length === MESSAGES_TO_SHOW };
};
