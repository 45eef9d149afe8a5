import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { type OrderReady, parseOrderReady } from "../../lambda/shared/order-ready";
import { KeptList } from "../kept-list";

/** Finished orders the board remembers; older ones make room. */
const MOST_ORDERS = 20_000;

/** An order whose drink is ready. */
export interface ReadyOrder extends OrderReady {
  /** How many copies of the announcement arrived; the order is shown once all the same. */
  readonly deliveries: number;
}

const announcement = v.object({ messageId: v.string(), body: v.string() });

/**
 * The screen above the counter: shows each finished order once, however many copies of its announcement arrive.
 *
 * A copy is a message of its own; one message that SQS hands out twice counts once.
 */
export class PickupBoard {
  private readonly orders = new Map<string, { readonly order: OrderReady; readonly messageIds: Set<string> }>();
  private readonly kept: KeptList<typeof announcement>;

  /** @param file keeps what was shown until the next time */
  constructor(
    file: string,
    private readonly mostOrders = MOST_ORDERS,
  ) {
    this.kept = new KeptList(file, announcement, mostOrders);
    for (const { messageId, body } of this.kept.read()) this.show(messageId, body);
  }

  /** Shows what the pickup-board queue delivers; returns the messages that are dealt with. What cannot be read is not. */
  take(messages: readonly Message[]): readonly Message[] {
    const shown = messages.flatMap((message) => {
      const { MessageId = "", Body = "" } = message;
      return this.show(MessageId, Body) ? [{ message, messageId: MessageId, body: Body }] : [];
    });
    this.kept.add(shown.map(({ messageId, body }) => ({ messageId, body })));
    return shown.map(({ message }) => message);
  }

  /** All orders that are ready, newest first. */
  ready(): ReadyOrder[] {
    return [...this.orders.values()]
      .map(({ order, messageIds }) => ({ ...order, deliveries: messageIds.size }))
      .reverse();
  }

  private show(messageId: string, body: string): boolean {
    const parsed = parseOrderReady(body);
    if (!parsed.ok) return false;
    const { orderId } = parsed.value;
    const shown = this.orders.get(orderId);
    if (shown) {
      shown.messageIds.add(messageId);
      return true;
    }
    this.orders.set(orderId, { order: parsed.value, messageIds: new Set([messageId]) });
    const [oldest] = this.orders.keys();
    if (this.orders.size > this.mostOrders && oldest !== undefined) this.orders.delete(oldest);
    return true;
  }
}
