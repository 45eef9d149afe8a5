import type { Message } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { type OrderReady, parseOrderReady } from "../lambda/messages/order-ready";
import { KeptList } from "../local/kept-list";

/** Finished orders the board remembers; older ones make room. */
const MOST_ORDERS = 20_000;

export interface ReadyOrder extends OrderReady {
  /** How many copies of the announcement arrived; the order is shown once all the same. */
  readonly deliveries: number;
}

type Shown = { readonly order: OrderReady; readonly messageIds: Set<string> };

const announcement = v.object({ messageId: v.string(), body: v.string() });

/**
 * The screen above the counter: shows each finished order once, however many copies of its announcement arrive.
 *
 * A copy is a message of its own; one message that SQS hands out twice counts once.
 */
export class PickupBoard {
  private readonly orders = new Map<string, Shown>();
  /** The same, in the order in which they became ready. */
  private readonly line: Shown[] = [];
  private readonly kept: KeptList<typeof announcement>;
  /** How many orders became ready, also those that had to make room; what was shown before a restart counts as far as it was kept. */
  count = 0;

  onChange: () => void = () => undefined;

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
    const shown = messages.filter(({ MessageId = "", Body = "" }) => this.show(MessageId, Body));
    this.kept.add(shown.map(({ MessageId = "", Body = "" }) => ({ messageId: MessageId, body: Body })));
    if (shown.length > 0) this.onChange();
    return shown;
  }

  /** The newest orders that are ready, newest first. */
  ready(most = this.line.length): ReadyOrder[] {
    return this.line.slice(-most).reverse().map(asShown);
  }

  /** One order; undefined when it is not ready, or so old that it had to make room. */
  find(orderId: string): ReadyOrder | undefined {
    const found = this.orders.get(orderId);
    return found && asShown(found);
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
    const first = { order: parsed.value, messageIds: new Set([messageId]) };
    this.orders.set(orderId, first);
    this.line.push(first);
    this.count += 1;
    if (this.line.length > this.mostOrders) this.orders.delete(this.line.shift()?.order.orderId ?? "");
    return true;
  }
}

const asShown = ({ order, messageIds }: Shown): ReadyOrder => ({ ...order, deliveries: messageIds.size });
