import type { Order } from "../../../lambda/messages/order";
import type { OrderReady } from "../../../lambda/messages/order-ready";

/** Contact details that must turn up nowhere but in the notifier's hands; a test looks for these characters. */
export const ADAS_PHONE = "+15550142";
export const ADAS_DEVICE =
  "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/decoupled-coffee/0123abcd-0000-4000-8000-000000000001";

/** The id of the n-th order of a test. */
export const orderId = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, "0")}`;

const A_LATTE = { drink: "latte", size: "medium", quantity: 1, pickupName: "Ada" } as const;

/** An order as it waits in the queue: a medium latte for Ada, who wants no message. */
export const anOrder = (number = 1, changes: Partial<Order> = {}): Order => ({
  version: 1,
  orderId: orderId(number),
  placedAt: "2026-11-22T08:00:00.000Z",
  ...A_LATTE,
  ...changes,
});

/** The same order when it is ready, as the pickup board sees it. */
export const aFinishedOrder = (number = 1, changes: Partial<OrderReady> = {}): OrderReady => ({
  version: 1,
  orderId: orderId(number),
  ...A_LATTE,
  readyAt: "2026-11-22T08:01:00.000Z",
  ...changes,
});
