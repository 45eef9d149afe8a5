import type { StoredAttributes } from "./services";
import type { VirtualClock } from "./virtual-clock";

/** A message as a queue keeps it. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: StoredAttributes;
  /** When it was sent first: a move to the dead-letter queue does not make it younger. */
  readonly sentAt: number;
  readonly visibleAt: number;
  /** How often it was handed out from this queue. */
  readonly receives: number;
  /** What the last one who received it has to show; an earlier one has nothing to say any more. */
  readonly receiptHandle: string;
}

export interface ModelQueueProps {
  readonly visibilityMs: number;
  readonly retentionMs: number;
  /** After so many receives the next one moves the message there. */
  readonly redrive?: { readonly deadLetterQueue: ModelQueue; readonly maxReceives: number };
}

/** A model of a standard SQS queue, by the virtual clock. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html */
export class ModelQueue {
  private readonly messages = new Map<string, StoredMessage>();
  private readonly listeners: (() => void)[] = [];
  private sent = 0;
  /** Every body that was ever sent here. */
  readonly bodies = new Set<string>();

  constructor(
    readonly name: string,
    private readonly clock: VirtualClock,
    readonly props: ModelQueueProps,
  ) {}

  /** Takes a message; another one each time, whatever it says. */
  send(body: string, attributes: StoredAttributes = {}, delayMs = 0): string {
    this.sent += 1;
    this.bodies.add(body);
    const messageId = `${this.name}-${this.sent}`;
    const sentAt = this.clock.now();
    this.keep({ messageId, body, attributes, sentAt, visibleAt: sentAt + delayMs, receives: 0, receiptHandle: "" });
    return messageId;
  }

  /** Hands out up to `most` visible messages and hides them. `pick` says which of so many comes next, from 0. */
  receive(most: number, pick: (count: number) => number = () => 0): StoredMessage[] {
    const visible = this.visible();
    const received: StoredMessage[] = [];
    while (received.length < most && visible.length > 0) {
      const [message] = visible.splice(pick(visible.length) % visible.length, 1);
      if (message === undefined) break;
      const { redrive, visibilityMs } = this.props;
      if (redrive && message.receives >= redrive.maxReceives) {
        this.messages.delete(message.messageId);
        redrive.deadLetterQueue.keep({ ...message, receives: 0, visibleAt: this.clock.now() });
        continue;
      }
      const receives = message.receives + 1;
      const visibleAt = this.clock.now() + visibilityMs;
      const handed = { ...message, receives, visibleAt, receiptHandle: `${message.messageId} receipt ${receives}` };
      this.keep(handed);
      received.push(handed);
    }
    return received;
  }

  /** Deletes a message; a receipt that somebody else has renewed changes nothing, as deleting twice does not. */
  delete(receiptHandle: string): void {
    const message = this.holding(receiptHandle);
    if (message) this.messages.delete(message.messageId);
  }

  /** Returns false when the message is gone or was handed to somebody else meanwhile. */
  changeVisibility(receiptHandle: string, seconds: number): boolean {
    const message = this.holding(receiptHandle);
    if (message) this.keep({ ...message, visibleAt: this.clock.now() + seconds * 1_000 });
    return message !== undefined;
  }

  /** Delivery is at least once: a message that may long have been deleted turns up again. */
  turnUpAgain(message: StoredMessage, delayMs: number): void {
    this.clock.at(this.clock.now() + delayMs, () => this.keep({ ...message, visibleAt: this.clock.now() }));
  }

  /** Moves messages on as `StartMessageMoveTask` does: each under a new message id, as if it were sent now. */
  moveTo(target: ModelQueue, wanted: (message: StoredMessage) => boolean = () => true): number {
    const moving = this.visible().filter(wanted);
    for (const { messageId, body, attributes } of moving) {
      this.messages.delete(messageId);
      target.send(body, attributes);
    }
    return moving.length;
  }

  /** Everything that is there, in sight or not. */
  all(): readonly StoredMessage[] {
    this.dropExpired();
    return [...this.messages.values()];
  }

  visible(): StoredMessage[] {
    const now = this.clock.now();
    return this.all().filter(({ visibleAt }) => visibleAt <= now);
  }

  /** Calls back whenever a message may have come in sight. */
  onVisible(listener: () => void): void {
    this.listeners.push(listener);
  }

  private keep(message: StoredMessage): void {
    this.messages.set(message.messageId, message);
    for (const listener of this.listeners) this.clock.at(message.visibleAt, listener);
  }

  private holding(receiptHandle: string): StoredMessage | undefined {
    const message = this.messages.get(receiptHandle.replace(/ receipt \d+$/, ""));
    return message?.receiptHandle === receiptHandle ? message : undefined;
  }

  private dropExpired(): void {
    for (const message of this.messages.values()) {
      if (this.clock.now() - message.sentAt >= this.props.retentionMs) this.messages.delete(message.messageId);
    }
  }
}
