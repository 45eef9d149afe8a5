import type { OrderEvent } from "../../operations/accounting";

/** Keeps what is noted about orders, and how many there are. */
export class OrderBook {
  readonly events: OrderEvent[] = [];
  readonly attempted = new Set<string>();
  readonly acknowledged = new Set<string>();

  readonly note = (event: OrderEvent): void => {
    this.events.push(event);
    if (event.kind === "attempted") this.attempted.add(event.orderId);
    if (event.kind === "acknowledged") this.acknowledged.add(event.orderId);
  };
}
