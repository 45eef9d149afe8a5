import type { ContactEnvironment } from "../shared/contact-rules";

/** What the cashier is deployed with. */
export interface CashierEnvironment extends ContactEnvironment {
  readonly ORDERS_QUEUE_URL: string;
}
