/** How a subscriber is reached; each way has its own horizon. */
export type Protocol = "sqs" | "lambda" | "email" | "sms" | "push" | "https";

interface Phases {
  readonly immediate: number;
  readonly preBackoff: readonly [times: number, seconds: number];
  readonly backoff: readonly [times: number, fromSeconds: number, toSeconds: number];
  readonly postBackoff: readonly [times: number, seconds: number];
}

/** 100,015 further attempts over 23 days. */
const AWS_MANAGED: Phases = { immediate: 3, preBackoff: [2, 1], backoff: [10, 1, 20], postBackoff: [100_000, 20] };

/** 50 further attempts over more than 6 hours. */
const CUSTOMER_MANAGED: Phases = { immediate: 0, preBackoff: [2, 10], backoff: [10, 10, 600], postBackoff: [38, 600] };

/** The most that a policy for webhooks may add up to. */
export const LONGEST_WEBHOOK_SECONDS = 3_600;

/** A delivery policy for webhooks, as the subscription has it. */
export interface WebhookPolicy {
  readonly numRetries: number;
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
}

/** The policy of a webhook that asked for none. */
const DEFAULT_WEBHOOK: WebhookPolicy = { numRetries: 3, minDelayTarget: 20, maxDelayTarget: 20 };

/**
 * The pauses before each further attempt of Amazon SNS to deliver a message, in seconds; after the last one it gives up.
 * The jitter that SNS adds is left out.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const retryPauses = (protocol: Protocol, webhook: WebhookPolicy = DEFAULT_WEBHOOK): Iterable<number> => {
  if (protocol === "https") return webhookPauses(webhook);
  return pausesOf(protocol === "sqs" || protocol === "lambda" ? AWS_MANAGED : CUSTOMER_MANAGED);
};

function* pausesOf({ immediate, preBackoff, backoff, postBackoff }: Phases): Generator<number> {
  for (let time = 0; time < immediate; time += 1) yield 0;
  for (let time = 0; time < preBackoff[0]; time += 1) yield preBackoff[1];
  yield* growing(...backoff);
  for (let time = 0; time < postBackoff[0]; time += 1) yield postBackoff[1];
}

function* webhookPauses({ numRetries, minDelayTarget, maxDelayTarget }: WebhookPolicy): Generator<number> {
  let spent = 0;
  for (const pause of growing(numRetries, minDelayTarget, maxDelayTarget)) {
    spent += pause;
    if (spent > LONGEST_WEBHOOK_SECONDS) return;
    yield pause;
  }
}

/** From the first to the last pause, each longer than the one before by the same factor. */
function* growing(times: number, from: number, to: number): Generator<number> {
  for (let time = 0; time < times; time += 1) yield from * (to / from) ** (time / Math.max(1, times - 1));
}
