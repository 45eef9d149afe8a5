import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { delivered } from "../lambda/support/events";
import type { Luck } from "./luck";
import type { ModelQueue, StoredMessage } from "./model-queue";
import type { Ending } from "./sandbox";

/**
 * A model of the event source between a queue and a function: pollers that hand out batches and delete what the function
 * does not hand back. A throttled batch counts as received; a deletion may get lost.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSource {
  /** Whether batches reach the function; each that does not has cost its messages an attempt. */
  throttled = false;
  private enabled = true;
  private busy = 0;

  constructor(
    private readonly queue: ModelQueue,
    private readonly luck: Luck,
    private readonly props: { readonly batchSize: number; readonly pollers: number },
    private readonly invoke: (event: SQSEvent) => Promise<Ending<unknown>>,
  ) {
    queue.onVisible(() => this.poll());
  }

  /** Sends the function home, or lets it come back. */
  enable(enabled: boolean): void {
    this.enabled = enabled;
    this.poll();
  }

  private poll(): void {
    while (this.enabled && this.busy < this.props.pollers && this.queue.visible().length > 0) {
      this.busy += 1;
      void this.work().finally(() => {
        this.busy -= 1;
        this.poll();
      });
    }
  }

  private async work(): Promise<void> {
    const most = this.luck.choose("batch", this.props.batchSize, 1, 2, 3, 7);
    const batch = this.queue.receive(most, (count) => this.luck.choose("pick", 0, count - 1, count >> 1));
    if (batch.length === 0 || this.throttled || this.luck.choose("poller", false, true)) return;
    const ending = await this.invoke({ Records: batch.map(asRecord) });
    if (ending.how !== "returned" || this.luck.choose("poller", false, true)) return;
    const back = handedBack(ending.value, batch);
    for (const { messageId, receiptHandle } of batch) {
      if (!back.has(messageId) && this.luck.choose("deletion", true, false)) this.queue.delete(receiptHandle);
    }
  }
}

const asRecord = ({ messageId, body, receiptHandle, receives, sentAt }: StoredMessage) => {
  const record = delivered(body, messageId);
  const attributes = { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) };
  return { ...record, receiptHandle, attributes: { ...record.attributes, ...attributes } };
};

/** Ids of the messages that come again. Nothing handed back is an empty or missing list; what makes no sense is all of them. */
export const handedBack = (response: unknown, batch: readonly StoredMessage[]): ReadonlySet<string> => {
  const all = new Set(batch.map(({ messageId }) => messageId));
  const { batchItemFailures: failures } = (response ?? {}) as Partial<SQSBatchResponse>;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return all;
  const ids = failures.map((failure: Partial<SQSBatchResponse["batchItemFailures"][number]>) => failure.itemIdentifier);
  return ids.every((id) => typeof id === "string" && all.has(id)) ? new Set(ids.map(String)) : all;
};
