import type { Order } from "../messages/order";
import type { OrderReady } from "../messages/order-ready";

/** Makes the drinks of one order. What comes out says everything the pickup board needs and nothing about how to reach the customer. */
export const makeDrink = (
  { orderId, drink, size, quantity, pickupName, pickupLocation }: Order,
  readyAt: Date,
): OrderReady => ({
  version: 1,
  orderId,
  drink,
  size,
  quantity,
  pickupName,
  ...(pickupLocation !== undefined && { pickupLocation }),
  readyAt: readyAt.toISOString(),
});
