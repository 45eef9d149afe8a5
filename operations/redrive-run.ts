import { type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { HIDDEN_SECONDS, putBack, rawMessage } from "./peek-queue";
import { drop, moveBack, type RedriveRoute } from "./redrive-message";
import type { RedriveClock, RedriveJob, RedriveOutcome, RedriveResult } from "./redrive-task";
import { seenMessage } from "./seen-message";
import { serviceClock } from "./service-clock";

/** A queue that takes none of so many messages in a row will not take the next. */
const FAILURES_IN_A_ROW = 10;

export interface ReceivedBatch {
  readonly messages: readonly Message[];
  /** Those that were not seen before and were there when the redrive began. */
  readonly fresh: readonly Message[];
  /** Those of the fresh ones that are to be moved or dropped. */
  readonly chosen: readonly Message[];
}

/** A redrive under way: which messages were found, which are in flight and what became of the others. */
export class RedriveRun {
  private readonly beganAt: number;
  private readonly service: ReturnType<typeof serviceClock>;
  private readonly handled = new Set<string>();
  private readonly inFlight = new Map<string, Message>();
  private readonly done = { moved: 0, dropped: 0, failed: 0 };
  private problem: unknown;
  private failuresInARow = 0;
  private nextAt: number;

  constructor(
    private readonly sqs: SQSClient,
    private readonly route: RedriveRoute,
    private readonly job: RedriveJob,
    private readonly clock: RedriveClock,
  ) {
    this.beganAt = clock.now();
    this.nextAt = this.beganAt;
    this.service = serviceClock(sqs);
  }

  /** When the redrive began, by the clock that stamped the messages. */
  private get startedAt(): number {
    return this.beganAt + this.service.aheadMs;
  }

  get rate(): number | undefined {
    return this.job.action === "drop" ? undefined : this.job.perSecond;
  }

  /** Whether the operator wants to stop, or going on is of no use. */
  get isOver(): boolean {
    return this.job.signal.aborted || this.failuresInARow >= FAILURES_IN_A_ROW;
  }

  get found(): number {
    return this.handled.size;
  }

  /** The messages received and not put back, moved or dropped. */
  get held(): readonly Message[] {
    return [...this.inFlight.values()];
  }

  /** Receives at most so many messages. Rejects when the queue cannot be received from. */
  async receive(most: number): Promise<ReceivedBatch> {
    const { Messages: messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.route.deadLetterQueueUrl,
        MaxNumberOfMessages: most,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    for (const message of messages) this.inFlight.set(message.MessageId ?? "", message);
    const fresh = messages.filter(
      (message) =>
        !this.handled.has(message.MessageId ?? "") && rawMessage(message, this.startedAt).sentAt <= this.startedAt,
    );
    for (const { MessageId = "" } of fresh) this.handled.add(MessageId);
    const chosen = fresh.filter((message) => this.isChosen(message));
    return { messages, fresh, chosen };
  }

  /** Waits until so many messages may be moved at the rate of the job, or the operator wants to stop. */
  async pace(count: number): Promise<void> {
    const { rate } = this;
    const { now, wait } = this.clock;
    if (rate === undefined || count === 0) return;
    if (this.nextAt > now()) await wait(this.nextAt - now(), this.job.signal);
    this.nextAt = now() + (count * 1_000) / rate;
  }

  /** Moves or drops one message; tells whether that was done, and keeps the reason if not. */
  async handle(message: Message): Promise<boolean> {
    const { action } = this.job;
    try {
      await (action === "drop" ? drop : moveBack)(this.sqs, this.route, message);
      this.done[action === "drop" ? "dropped" : "moved"] += 1;
      this.inFlight.delete(message.MessageId ?? "");
      this.failuresInARow = 0;
      return true;
    } catch (error) {
      this.done.failed += 1;
      this.failuresInARow += 1;
      this.problem = error;
      return false;
    }
  }

  async putBack(messages: readonly Message[]): Promise<void> {
    await putBack(this.sqs, this.route.deadLetterQueueUrl, messages);
    for (const { MessageId = "" } of messages) this.inFlight.delete(MessageId);
  }

  tellProgress(): void {
    this.job.onProgress?.(this.account());
  }

  outcome(): RedriveOutcome {
    return { result: this.account(), problem: this.problem };
  }

  private isChosen(message: Message): boolean {
    const { startedAt, job, route } = this;
    return job.isChosen?.(seenMessage(rawMessage(message, startedAt), route.queue, startedAt)) ?? true;
  }

  private account(): RedriveResult {
    const { moved, dropped, failed } = this.done;
    return { found: this.found, moved, dropped, kept: this.found - moved - dropped - failed, failed };
  }
}
