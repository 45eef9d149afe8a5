import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type Announcement, serveOrders } from "../../../lambda/barista/serve-orders";
import { isFifo } from "../../../lambda/messaging/aws-clients";
import { consumeBatch } from "../../../lambda/messaging/consume-batch";
import { consumeFifoBatch } from "../../../lambda/messaging/consume-fifo-batch";
import type { Poison } from "../../../lambda/messaging/dead-letter";
import type { ConsumerServices } from "../../../lambda/messaging/queue-consumer";
import { MemoryIdempotencyStore, StoppedClock } from "./memory-idempotency";

/** What a barista is put together from. */
export interface BaristaServices extends ConsumerServices {
  readonly announce: Parameters<typeof serveOrders>[0];
}

/** The barista as its index.ts, or for a FIFO queue its fifo.ts, puts it together. */
export const serve = (event: SQSEvent, services: BaristaServices, deadline: number): Promise<SQSBatchResponse> => {
  const consume = event.Records.some(({ eventSourceARN }) => isFifo(eventSourceARN)) ? consumeFifoBatch : consumeBatch;
  return consume(event, serveOrders(services.announce, services.now), services, deadline);
};

export const FUNCTION_MS = 10_000;

/** What does not work today: steps of single orders, by order id or message id, or a whole service. */
export interface Failures {
  readonly acquire?: readonly string[];
  readonly announce?: readonly string[] | "outage";
  readonly complete?: readonly string[];
  readonly deadLetter?: readonly string[] | "outage";
}

/** A barista whose topic and dead-letter queue are lists, whose idempotency store is in memory and whose clock stands still. */
export class TestBarista {
  readonly clock = new StoppedClock();
  readonly idempotency = new MemoryIdempotencyStore(this.clock);
  readonly announced: Announcement[] = [];
  readonly deadLetters: Poison[] = [];
  /** Ids of the messages that were given a pause. */
  readonly handedBack: string[] = [];
  failures: Failures = {};
  announceMs = 0;

  serve(event: SQSEvent, leftMs = FUNCTION_MS): Promise<SQSBatchResponse> {
    return serve(event, this.services, this.clock.now() + leftMs);
  }

  /** Ids of the orders that were announced, in order, as often as they were. */
  announcedIds(): readonly string[] {
    return this.announced.map(({ ready }) => ready.orderId);
  }

  readonly services: BaristaServices = {
    idempotency: {
      acquire: async (id, leaseUntil) => {
        fail(this.failures.acquire, id);
        return this.idempotency.acquire(id, leaseUntil);
      },
      complete: async (id) => {
        fail(this.failures.complete, id);
        return this.idempotency.complete(id);
      },
    },
    announce: async (announcements) => {
      const { announce: failing = [] } = this.failures;
      this.clock.pass(this.announceMs);
      if (failing === "outage") throw new Error("the topic is away");
      const taken = announcements.filter(({ ready }) => !failing.includes(ready.orderId));
      this.announced.push(...taken);
      return new Set(taken.map(({ ready }) => ready.orderId));
    },
    deadLetter: async (messages) => {
      const { deadLetter: failing = [] } = this.failures;
      if (failing === "outage") throw new Error("the dead-letter queue is away");
      const taken = messages.filter(({ messageId }) => !failing.includes(messageId));
      this.deadLetters.push(...taken);
      return new Set(taken.map(({ messageId }) => messageId));
    },
    backOff: async (records) => {
      this.handedBack.push(...records.map(({ messageId }) => messageId));
    },
    now: this.clock.date,
  };
}

export const handedBack = (...messageIds: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});

const fail = (orderIds: readonly string[] | undefined, recordId: string): void => {
  if (orderIds?.some((orderId) => recordId === `order#${orderId}`)) throw new Error("the idempotency store is away");
};
