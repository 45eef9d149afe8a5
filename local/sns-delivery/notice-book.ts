import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseWith } from "../../lambda/messages/fields";
import { parseOrderReady } from "../../lambda/messages/order-ready";
import { parseJson } from "../../lambda/messaging/parse";
import { noticeSms } from "../../lambda/notifier/send-notice";

/** How SNS wraps what it delivers to a queue. */
const envelope = v.object({ Message: v.string() });

/** Notices whose SMS never came, such as those that go to a device; the oldest are forgotten. */
const MOST_NOTICES = 1_000;

/**
 * Knows which order an SMS is about. The engine keeps the words of an SMS and nothing else of it; the book is told of
 * every order whose customer wants a notice, and by the words it finds the order again.
 *
 * Two orders with the same words are told apart by nobody who reads them; the older one is found first.
 */
export class NoticeBook {
  private readonly notices: { readonly orderId: string; readonly words: string }[] = [];

  /** Enters what the notifier's mirror was handed. What is no finished order is left out. */
  enter(messages: readonly Message[]): void {
    for (const { Body = "" } of messages) {
      const json = parseJson(Body);
      const wrapped = json.ok ? parseWith(envelope, json.value) : json;
      const order = wrapped.ok ? parseOrderReady(wrapped.value.Message) : wrapped;
      if (order.ok) this.notices.push({ orderId: order.value.orderId, words: noticeSms(order.value) });
    }
    this.notices.splice(0, this.notices.length - MOST_NOTICES);
  }

  /** The order that an SMS is about; each order is found once. */
  find(words: string): string | undefined {
    const place = this.notices.findIndex((notice) => notice.words === words);
    return place === -1 ? undefined : this.notices.splice(place, 1)[0]?.orderId;
  }
}
