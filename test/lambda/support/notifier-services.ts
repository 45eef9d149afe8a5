import type { SNSEvent } from "aws-lambda";
import type { Poison } from "../../../lambda/messaging/dead-letter";
import { notifyCustomers } from "../../../lambda/notifier/notify-customer";
import type { Delivery } from "../../../lambda/notifier/send-notice";
import { MemoryIdempotencyStore, StoppedClock } from "./memory-idempotency";

export const FUNCTION_MS = 10_000;

export interface Failures {
  readonly idempotency?: "acquire" | "complete";
  /** What becomes of every message to a customer: not taken now, or never. */
  readonly sending?: Error | Delivery;
  readonly deadLetter?: "outage";
}

/** A notifier's notifier whose messages and dead letters are lists, whose idempotency store is in memory and whose clock stands still. */
export class TestNotifier {
  readonly clock = new StoppedClock();
  readonly idempotency = new MemoryIdempotencyStore(this.clock);
  /** `contact: text` of each message that was sent. */
  readonly sent: string[] = [];
  readonly deadLetters: Poison[] = [];
  failures: Failures = {};

  /** Hands an event to the notifier, as an invocation that has its whole time. */
  deliver(event: SNSEvent): Promise<void> {
    return notifyCustomers(
      event,
      {
        idempotency: {
          acquire: async (id, leaseUntil) => {
            if (this.failures.idempotency === "acquire") throw new Error("the idempotency store is away");
            return this.idempotency.acquire(id, leaseUntil);
          },
          complete: async (id) => {
            if (this.failures.idempotency === "complete") throw new Error("the idempotency store is away");
            return this.idempotency.complete(id);
          },
        },
        sendSms: (phoneNumber, text) => this.send(phoneNumber, text),
        sendPush: (endpointArn, { title, body }) => this.send(endpointArn, `${title}: ${body}`),
        deadLetter: async (notices) => {
          if (this.failures.deadLetter) return new Set();
          this.deadLetters.push(...notices);
          return new Set(notices.map(({ messageId }) => messageId));
        },
      },
      this.clock.now() + FUNCTION_MS,
    );
  }

  /** Lets the lease of an attempt that failed run out. */
  waitForLease(): void {
    this.clock.pass(FUNCTION_MS + 1_001);
  }

  private async send(contact: string, text: string): Promise<Delivery> {
    const { sending = "sent" } = this.failures;
    if (sending instanceof Error) throw sending;
    if (sending === "sent") this.sent.push(`${contact}: ${text}`);
    return sending;
  }
}
