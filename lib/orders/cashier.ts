import { join } from "node:path";
import type { Construct } from "constructs";
import type { CashierEnvironment } from "../../lambda/cashier";
import type { ContactEnvironment } from "../../lambda/contacts/contact-rules";
import type { QueueKind } from "../../lambda/messages/order";
import type { DurableQueue } from "../messaging/durable-queue";
import type { Access } from "../messaging/messaging-function";
import { Producer } from "../messaging/producer";
import { CASHIER_TIMEOUT } from "../settings/numbers";

export interface CashierProps {
  readonly orders: DurableQueue;
  /** How orders are handed out; fair and FIFO queues want them in groups. */
  readonly queueKind: QueueKind;
  /** Who may place orders: callers with AWS credentials and permission, or everybody. */
  readonly access: Access;
  /** Whom the shop may write to; a contact outside of it is refused. */
  readonly contacts: ContactEnvironment;
  readonly logRetentionDays: number;
}

/** Takes orders over HTTPS and puts them into the queue. It knows the queue and nothing of the barista: they go to `orders` below its address. */
export class Cashier extends Producer<CashierEnvironment> {
  constructor(scope: Construct, id: string, { orders, queueKind, access, contacts, logRetentionDays }: CashierProps) {
    super(scope, id, {
      entry: join(__dirname, "../../lambda/cashier/index.ts"),
      impact: "Takes orders. When it fails, no customer can order; orders already taken are not affected.",
      timeout: CASHIER_TIMEOUT,
      environment: {
        ORDERS_QUEUE_URL: orders.queue.queueUrl,
        ORDERS_QUEUE_KIND: queueKind,
        ...contacts,
      } satisfies CashierEnvironment,
      queue: orders,
      access,
      logRetentionDays,
    });
  }
}
