import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { parseJsonWith } from "../../lambda/messages/fields";
import { parseOrderReady } from "../../lambda/messages/order-ready";
import { noticeSms } from "../../lambda/notifier/send-notice";
import { askEngine } from "../../operations/engine-messages";
import type { Shop } from "../../operations/shop";
import type { CustomerOf, Inbox } from "./inbox";

const sms = v.object({ MessageId: v.string(), Message: v.string() });

/** Phone number -> what was sent to it. */
const answer = v.object({ sms_messages: v.record(v.string(), v.array(sms)) });

/** An SMS that was sent straight to a phone: the notice that an order is ready. */
interface DirectMessage {
  readonly id: string;
  readonly phoneNumber: string;
  readonly text: string;
}

/** All SMS that were sent straight to a phone so far; undefined for an engine that does not tell. */
export const directMessages = async (shop: Shop, signal: AbortSignal): Promise<DirectMessage[] | undefined> => {
  const answered = await askEngine(shop, "sns/sms-messages", answer, { signal });
  return (
    answered &&
    Object.entries(answered.sms_messages).flatMap(([phoneNumber, messages]) =>
      messages.map(({ MessageId, Message }) => ({ id: MessageId, phoneNumber, text: Message })),
    )
  );
};

/** How SNS wraps what it delivers to a queue. */
const envelope = v.object({ Message: v.string() });

/** Notices whose SMS never came, such as those that go to a device; the oldest are forgotten. */
const MOST_NOTICES = 1_000;

/**
 * Knows which order an SMS is about. The engine keeps the words of an SMS and nothing else of it; the index is told of
 * every order whose customer wants a notice, and by the words it finds the order again.
 *
 * Two orders with the same words are told apart by nobody who reads them; the older one is found first.
 */
export class NoticeIndex {
  private readonly notices: { readonly orderId: string; readonly words: string }[] = [];

  /** Adds what the notifier's mirror was handed. What is no finished order is left out. */
  add(messages: readonly Message[]): void {
    for (const { Body = "" } of messages) {
      const wrapped = parseJsonWith(envelope, Body);
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

/** The notifier and its mirror are told at the same time; the mirror may come to it a little later. */
const PATIENCE_MS = 3_000;

/** Puts the SMS that orders are ready into the inboxes, with the order each is about. */
export class Notices {
  /** When an SMS was seen first that is about an order the index does not know yet. */
  private readonly puzzling = new Map<string, number>();

  constructor(
    private readonly inbox: Inbox,
    private readonly index: NoticeIndex,
    private readonly customerOf: CustomerOf,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes all SMS that were sent so far; delivers those that are new. */
  deliver(messages: readonly DirectMessage[]): void {
    const fresh = messages.filter(({ id }) => !this.inbox.has(id));
    this.inbox.deliver(
      fresh.flatMap(({ id, phoneNumber, text }) => {
        const orderId = this.index.find(text);
        const seenAt = this.puzzling.get(id) ?? this.now();
        if (orderId === undefined && this.now() - seenAt < PATIENCE_MS) {
          this.puzzling.set(id, seenAt);
          return [];
        }
        this.puzzling.delete(id);
        const customer = this.customerOf("sms", phoneNumber);
        const shown = { text, receivedAt: new Date(seenAt).toISOString(), ...(orderId !== undefined && { orderId }) };
        return [{ id, message: { customer, protocol: "sms" as const, newsletter: null, subject: null, ...shown } }];
      }),
    );
  }
}
