import type { ContactEnvironment } from "../shared/contact-rules";
import type { QueueKind } from "../shared/queue-kind";

/** What the cashier is deployed with. */
export interface CashierEnvironment extends ContactEnvironment {
  readonly ORDERS_QUEUE_URL: string;
  readonly ORDERS_QUEUE_KIND: QueueKind;
}
