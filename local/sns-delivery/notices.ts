import type { CustomerOf } from "./customer-of";
import type { DirectMessage } from "./direct-messages";
import type { Inbox } from "./inbox";
import type { NoticeBook } from "./notice-book";

/** The notifier and its mirror are told at the same time; the mirror may come to it a little later. */
const PATIENCE_MS = 3_000;

/** Puts the SMS that orders are ready into the inboxes, with the order each is about. */
export class Notices {
  /** When an SMS was seen first that is about an order the book does not know yet. */
  private readonly puzzling = new Map<string, number>();

  constructor(
    private readonly inbox: Inbox,
    private readonly book: NoticeBook,
    private readonly customerOf: CustomerOf,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes all SMS that were sent so far; delivers those that are new. */
  deliver(messages: readonly DirectMessage[]): void {
    const fresh = messages.filter(({ id }) => !this.inbox.has(id));
    this.inbox.deliver(
      fresh.flatMap(({ id, phoneNumber, text }) => {
        const orderId = this.book.find(text);
        const seenAt = this.puzzling.get(id) ?? this.now();
        if (orderId === undefined && this.now() - seenAt < PATIENCE_MS) {
          this.puzzling.set(id, seenAt);
          return [];
        }
        this.puzzling.delete(id);
        const message = {
          customer: this.customerOf("sms", phoneNumber),
          protocol: "sms" as const,
          newsletter: null,
          subject: null,
          text,
          receivedAt: new Date(seenAt).toISOString(),
          ...(orderId !== undefined && { orderId }),
        };
        return [{ id, message }];
      }),
    );
  }
}
