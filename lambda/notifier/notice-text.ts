import type { OrderReady } from "../shared/order-ready";

/** The words that tell a customer the drink is ready; they fit one SMS of the GSM alphabet for any name of that alphabet. */
export const noticeText = ({ pickupName, quantity, size, drink }: OrderReady): string =>
  `${pickupName}, your ${quantity > 1 ? `${quantity} ` : ""}${size} ${drink} ${quantity > 1 ? "are" : "is"} ready. Decoupled Coffee`;
