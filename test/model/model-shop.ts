import { devNull } from "node:os";
import { PickupBoard } from "../../board/pickup-board";
import { type Order, parseOrder } from "../../lambda/messages/order";
import { AsyncInvocations } from "./async-invocations";
import { DEPLOYED } from "./deployed";
import { EventSource } from "./event-source";
import { runBarista, runNotifier } from "./functions";
import { IdempotencyTable } from "./idempotency-table";
import type { Luck } from "./luck";
import { ModelQueue, type ModelQueueProps } from "./model-queue";
import { ModelTopic } from "./model-topic";
import { type Causes, Sandbox } from "./sandbox";
import { Services } from "./services";
import { VirtualClock } from "./virtual-clock";

export interface ModelShopProps {
  readonly luck: Luck;
  /** @default as deployed */
  readonly visibilityMs?: number;
  /** The most messages a barista is handed at once. @default as deployed */
  readonly batchSize?: number;
  /** Baristas at the same time. @default 2 */
  readonly pollers?: number;
}

/** The shop in memory, on a virtual clock: the real functions, pickup board and clients, in front of a model of what lies between them. */
export class ModelShop {
  readonly clock = new VirtualClock();
  readonly luck: Luck;
  readonly deadLetters = this.queue("orders-dead-letter", { retentionMs: DEPLOYED.deadLetterRetentionMs });
  readonly noticesDeadLetters = this.queue("notices-dead-letter", { retentionMs: DEPLOYED.deadLetterRetentionMs });
  readonly undelivered = this.queue("undelivered", { retentionMs: DEPLOYED.deadLetterRetentionMs });
  readonly boardQueue = this.queue("board", { visibilityMs: DEPLOYED.boardVisibilityMs });
  readonly orders: ModelQueue;
  readonly orderReady: ModelTopic;
  readonly services: Services;
  readonly barista: EventSource;
  readonly notifier: AsyncInvocations;
  /** The screen, with nothing left over from earlier days. */
  readonly board = new PickupBoard(devNull);
  /** Work that may rightly take effect once more, by its id in the idempotency store. */
  readonly causes: Causes = new Map();
  /** Whose phone it is: order ids by phone number. */
  readonly phones = new Map<string, string>();

  constructor({ luck, visibilityMs = DEPLOYED.visibilityMs, ...props }: ModelShopProps) {
    this.luck = luck;
    this.orders = this.queue("orders", {
      visibilityMs,
      redrive: { deadLetterQueue: this.deadLetters, maxReceives: DEPLOYED.attempts },
    });
    this.orderReady = new ModelTopic("order-ready", this.clock, luck);
    this.services = new Services(
      new IdempotencyTable(this.clock.now),
      { orders: this.orders, "orders-dead-letter": this.deadLetters, "notices-dead-letter": this.noticesDeadLetters },
      { "order-ready": this.orderReady },
      (phone) => `notice#${this.phones.get(phone)}`,
    );
    const source = { batchSize: DEPLOYED.batchSize, pollers: 2, ...props };
    this.barista = new EventSource(this.orders, luck, source, (event) => runBarista(this.sandbox(), event));
    this.notifier = new AsyncInvocations(
      this.clock,
      luck,
      { retries: DEPLOYED.noticeRetries, maxAgeMs: DEPLOYED.noticeMaxAgeMs, onFailure: this.noticesDeadLetters },
      async (event) => (await runNotifier(this.sandbox(), event)).how === "returned",
    );
    this.subscribe();
  }

  /** Puts an order into the queue, as the cashier does. */
  place(order: Order): void {
    if (order.notify && "sms" in order.notify) this.phones.set(order.notify.sms, order.orderId);
    this.orders.send(JSON.stringify(order));
  }

  /** Lets time pass until nothing happens any more; with an end, until then at the most. */
  readonly run = (end?: number): Promise<void> => this.clock.run(end);

  /** The same, with an operator who sends back whatever only ran out of attempts, until nothing does. */
  async runAndRedrive(): Promise<void> {
    for (let round = 0; round < 1_000; round += 1) {
      await this.run();
      if (this.deadLetters.moveTo(this.orders, ({ body }) => parseOrder(body).ok) === 0) return;
    }
    throw new Error("orders come back to the dead-letter queue for ever");
  }

  /** A fresh execution environment, whose clock may be wrong by half a second. */
  sandbox(): Sandbox {
    return new Sandbox(this, this.luck.choose("skew", 0, -500, 500));
  }

  private subscribe(): void {
    this.orderReady.subscribe({
      protocol: "sqs",
      deadLetterQueue: this.undelivered,
      deliver: ({ body }) => {
        this.boardQueue.send(body);
        return "taken";
      },
    });
    this.orderReady.subscribe({
      protocol: "lambda",
      filter: { scope: "attributes", policy: { notify: ["sms", "push"] } },
      deadLetterQueue: this.undelivered,
      deliver: this.notifier.deliver,
    });
    this.boardQueue.onVisible(() => this.showReady());
  }

  private showReady(): void {
    const messages = this.boardQueue.receive(10).map(({ messageId, body, receiptHandle }) => ({
      MessageId: messageId,
      Body: body,
      ReceiptHandle: receiptHandle,
    }));
    for (const { ReceiptHandle = "" } of this.board.take(messages)) {
      if (this.luck.choose("deletion", true, false)) this.boardQueue.delete(ReceiptHandle);
    }
  }

  private queue(name: string, props: Partial<ModelQueueProps>): ModelQueue {
    const { visibilityMs, orderRetentionMs: retentionMs } = DEPLOYED;
    return new ModelQueue(name, this.clock, { visibilityMs, retentionMs, ...props });
  }
}
