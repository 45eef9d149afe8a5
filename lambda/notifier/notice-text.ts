import type { PushNote } from "../contacts/push";
import { fitsOneSms } from "../contacts/sms";
import type { OrderReady } from "../messages/order-ready";

/** An hour later the drink is cold: a device that is off until then is not told any more. */
export const NOTICE_LIFETIME_SECONDS = 3_600;

/**
 * The SMS that tells a customer the drink is ready, in one message for any name: the shop's name goes first, then the
 * customer's, when theirs is long and outside the GSM alphabet.
 */
export const noticeSms = (order: OrderReady): string => {
  const named = `${order.pickupName}, your ${drinks(order)}.`;
  const unnamed = `Your ${drinks(order)}. Decoupled Coffee`;
  return [`${named} Decoupled Coffee`, named].find(fitsOneSms) ?? unnamed;
};

/** The same on a device; its app learns which order it is. */
export const noticePush = (order: OrderReady): PushNote => ({
  title: "Decoupled Coffee",
  body: `${order.pickupName}, your ${drinks(order)}.`,
  data: { orderId: order.orderId },
  lifetimeSeconds: NOTICE_LIFETIME_SECONDS,
});

const drinks = ({ quantity, size, drink }: OrderReady): string =>
  `${quantity > 1 ? `${quantity} ` : ""}${size} ${drink} ${quantity > 1 ? "are" : "is"} ready`;
