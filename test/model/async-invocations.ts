import type { SNSEvent } from "aws-lambda";
import { published } from "../lambda/support/events";
import type { Luck } from "./luck";
import type { ModelQueue } from "./model-queue";
import type { DeliveryResult, TopicDelivery } from "./model-topic";
import type { VirtualClock } from "./virtual-clock";

/**
 * A model of Lambda's asynchronous invocations: again after one minute, then two; throttled attempts do not count.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocations {
  constructor(
    private readonly clock: VirtualClock,
    private readonly luck: Luck,
    /** `onFailure` gets what failed, with its event under `requestPayload`. */
    private readonly props: { readonly retries: number; readonly maxAgeMs: number; readonly onFailure: ModelQueue },
    /** Runs the function once; false when it threw or died. */
    private readonly invoke: (event: SNSEvent) => Promise<boolean>,
  ) {}

  readonly deliver = (delivery: TopicDelivery): DeliveryResult => {
    void this.see(snsEvent(delivery));
    return "taken";
  };

  private async see(event: SNSEvent): Promise<void> {
    const { retries, maxAgeMs, onFailure } = this.props;
    const tooOld = this.clock.now() + maxAgeMs;
    for (let attempt = 0; attempt <= retries; attempt += 1) {
      if (attempt > 0) await this.clock.sleep(attempt * 60_000);
      const throttledMs = this.luck.choose("delivery", 0, 1_000, 300_000);
      await this.clock.sleep(throttledMs);
      if (this.clock.now() > tooOld) break;
      if ((await this.invoke(event)) && this.luck.choose("delivery", true, false)) return;
    }
    onFailure.send(JSON.stringify({ requestPayload: event }));
  }
}

const snsEvent = ({ messageId, body }: TopicDelivery): SNSEvent => {
  const [record] = published(body).Records;
  return { Records: record ? [{ ...record, Sns: { ...record.Sns, MessageId: messageId } }] : [] };
};
