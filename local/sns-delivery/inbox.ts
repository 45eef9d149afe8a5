import * as v from "valibot";
import type { Protocol } from "../../lambda/membership/contact";
import { type InboxMessage, inboxMessage } from "../../operations/inbox";
import { type KnownCustomer, ownerOf } from "../../operations/subscriptions";
import { KeptList } from "../kept-list";

/** Messages the inboxes hold together; older ones make room. */
const MOST_MESSAGES = 20_000;

/**
 * Deliveries that are remembered for each message there is room for. Some sources show what they sent over and over, so a
 * delivery is to be known for much longer than it is kept.
 */
const KNOWN_PER_MESSAGE = 10;

const delivery = v.object({
  /** The same for every copy of one delivery. */
  id: v.string(),
  message: inboxMessage,
});

export type InboxDelivery = v.InferOutput<typeof delivery>;

/** What all customers received, each delivery once. */
export class Inbox {
  /** Ids, those asked about longest ago first. */
  private readonly seen = new Set<string>();
  private readonly received: InboxMessage[] = [];
  private readonly kept: KeptList<typeof delivery>;
  private everReceived = 0;

  onChange: () => void = () => undefined;

  /** @param file keeps what was received until the next time */
  constructor(
    file: string,
    private readonly mostMessages = MOST_MESSAGES,
  ) {
    this.kept = new KeptList(file, delivery, mostMessages);
    for (const { id, message } of this.kept.read()) this.remember(id, message);
  }

  /** Puts messages into the inboxes, unless they are there. */
  deliver(deliveries: readonly InboxDelivery[]): void {
    const fresh = deliveries.filter(({ id, message }) => this.remember(id, message));
    this.kept.add(fresh);
    if (fresh.length > 0) this.onChange();
  }

  /** Whether a delivery is here already, or was before it made room for newer ones. Who keeps asking is not forgotten. */
  has(id: string): boolean {
    const known = this.seen.delete(id);
    if (known) this.seen.add(id);
    return known;
  }

  /** How many messages arrived, also those that had to make room. */
  get count(): number {
    return this.everReceived;
  }

  messages(): readonly InboxMessage[] {
    return this.received;
  }

  private remember(id: string, message: InboxMessage): boolean {
    if (this.has(id)) return false;
    this.seen.add(id);
    const [oldest] = this.seen;
    if (this.seen.size > this.mostMessages * KNOWN_PER_MESSAGE && oldest !== undefined) this.seen.delete(oldest);
    this.received.push(message);
    this.everReceived += 1;
    if (this.received.length > this.mostMessages) this.received.shift();
    return true;
  }
}

/**
 * Finds the customer who owns an address; null when nobody in the settings does.
 *
 * @param newsletter tells apart the customers who share the shop's own webhook receiver
 */
export type CustomerOf = (protocol: Protocol, endpoint: string, newsletter?: string) => string | null;

/**
 * Finds the owners of addresses among the customers of a stage.
 *
 * @param devices endpoint of a registered device -> its owner
 */
export const customerOf =
  (customers: readonly KnownCustomer[], devices: ReadonlyMap<string, string> = new Map()): CustomerOf =>
  (protocol, endpoint, newsletter) =>
    devices.get(endpoint) ?? ownerOf(customers, { newsletter, protocol, endpoint });
