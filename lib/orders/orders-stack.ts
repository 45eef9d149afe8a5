import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { DeadLetterQueue, DurableQueue } from "../messaging/durable-queue";
import { IdempotencyTable } from "../messaging/idempotency-table";
import { SecureTopic } from "../messaging/secure-topic";
import { addOutputs } from "../outputs";
import { DeviceDesk } from "../push/device-registration";
import { contactEnvironment, hasPush, PushApplications } from "../push/push-applications";
import { ORDER_ATTEMPTS, ORDER_RETENTION } from "../settings/numbers";
import type { Settings } from "../settings/settings-schema";
import { Barista } from "./barista";
import { Cashier } from "./cashier";
import { Notifier } from "./notifier";

export interface OrdersStackProps extends StackProps {
  readonly settings: Settings;
}

/** The way of an order: cashier, queue, barista, pickup board, and a word to the customer. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: OrdersStackProps) {
    super(scope, id, props);
    const { onDelete, logRetentionDays } = settings;
    const baristaTimeout = Duration.seconds(settings.baristaTimeoutSeconds);
    // Each order waits here until one barista finishes it, or its attempts run out. Delivery is at least once, whatever the kind
    // of queue: an order can be handed out twice, so serving is idempotent by order id.
    const orders = new DurableQueue(this, "Orders", {
      retention: ORDER_RETENTION,
      consumerTimeout: baristaTimeout,
      attempts: ORDER_ATTEMPTS,
      onDelete,
      fifo: settings.ordersQueue === "fifo",
      restrictDeadLetterSource: true,
    });
    const cashier = new Cashier(this, "Cashier", {
      orders,
      queueKind: settings.ordersQueue,
      access: settings.cashierAccess,
      contacts: contactEnvironment(this, settings),
      logRetentionDays,
    });
    const idempotency = new IdempotencyTable(this, "OrderLedger", { onDelete });
    const orderReady = new SecureTopic(this, "OrderReady");
    const barista = new Barista(this, "Barista", {
      orders,
      idempotency,
      orderReady,
      timeout: baristaTimeout,
      maximumConcurrency: settings.baristaMaximumConcurrency,
      logRetentionDays,
    });
    const undelivered = new DeadLetterQueue(this, "Undelivered", { onDelete });
    // For a screen above the counter, which shows each order id once: delivery is at least once. It reads in an instant.
    const pickupBoard = new DurableQueue(this, "PickupBoard", {
      retention: ORDER_RETENTION,
      consumerTimeout: Duration.seconds(5),
      attempts: ORDER_ATTEMPTS,
      onDelete,
      restrictDeadLetterSource: true,
    });
    orderReady.subscribeQueue(pickupBoard.queue, { undelivered });
    const notifier = new Notifier(this, "Notifier", {
      orderReady,
      idempotency,
      undelivered,
      settings,
      onDelete,
      logRetentionDays,
    });

    const devices = hasPush(settings) ? this.addPush(settings) : undefined;

    addOutputs<"CoffeeShopOrders">(this, {
      CashierUrl: cashier.url,
      CashierFunctionName: cashier.lambda.functionName,
      OrdersQueueUrl: orders.queue.queueUrl,
      OrdersDeadLetterQueueUrl: orders.deadLetterQueue.queueUrl,
      BaristaFunctionName: barista.lambda.functionName,
      BaristaEventSourceId: barista.eventSource.eventSourceMappingId,
      OrderLedgerTableName: idempotency.table.tableName,
      OrderReadyTopicArn: orderReady.topicArn,
      PickupBoardQueueUrl: pickupBoard.queue.queueUrl,
      PickupBoardDeadLetterQueueUrl: pickupBoard.deadLetterQueue.queueUrl,
      NotifierFunctionName: notifier.lambda.functionName,
      NotifierDeadLetterQueueUrl: notifier.deadLetterQueue.queueUrl,
      UndeliveredQueueUrl: undelivered.queueUrl,
      DeviceDeskUrl: devices?.url,
    });
  }

  private addPush(settings: Settings): DeviceDesk {
    const { deskAccess, logRetentionDays } = settings;
    const applications = new PushApplications(this, "PushApplications", { settings, logRetentionDays });
    const devices = new DeviceDesk(this, "DeviceDesk", { settings, access: deskAccess, logRetentionDays });
    devices.node.addDependency(applications);
    return devices;
  }
}
