import type { PublishCommandInput } from "@aws-sdk/client-sns";
import * as v from "valibot";
import type { Filter } from "../../lambda/contacts/filter-policy";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";
import { matches } from "../support/filter-oracle";
import type { Luck } from "./luck";
import type { ModelQueue } from "./model-queue";
import type { StoredAttributes } from "./services";
import type { VirtualClock } from "./virtual-clock";

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
 * The pauses in seconds before each further attempt of Amazon SNS to deliver a message; the jitter it adds is left out.
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

export interface TopicDelivery {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: StoredAttributes;
}

/** What a subscriber says: it has the message, cannot be reached now, or will never take it (no further attempt is made). */
export type DeliveryResult = "taken" | "away" | "refused";

export interface ModelSubscription {
  readonly protocol: Protocol;
  /** @default every message */
  readonly filter?: Filter | null;
  /** @default what cannot be delivered is lost */
  readonly deadLetterQueue?: ModelQueue | undefined;
  readonly webhook?: WebhookPolicy;
  deliver(delivery: TopicDelivery): DeliveryResult;
}

type Publishing = Pick<PublishCommandInput, "Message" | "MessageStructure">;

/** A model of an SNS topic: each subscription gets its own payload, past its filter, at least once, then to its dead-letter queue. */
export class ModelTopic {
  private readonly subscriptions: ModelSubscription[] = [];
  /** The default payload of each message, as often as it was published. */
  readonly publications: string[] = [];
  /** What nobody will ever see. */
  readonly lost: TopicDelivery[] = [];

  constructor(
    readonly name: string,
    private readonly clock: VirtualClock,
    private readonly luck: Luck,
  ) {}

  subscribe(subscription: ModelSubscription): void {
    this.subscriptions.push(subscription);
  }

  publish(publishing: Publishing, attributes: StoredAttributes): string {
    const payloads = payloadsOf(publishing);
    this.publications.push(payloads["default"] ?? "");
    const messageId = `${this.name}-${this.publications.length}`;
    for (const subscription of this.subscriptions) {
      const body = payloads[subscription.protocol] ?? payloads["default"] ?? "";
      const { filter } = subscription;
      if (filter && !matches(filter.policy, filter.scope, { attributes, body })) continue;
      this.attempt({ messageId, body, attributes }, subscription);
    }
    return messageId;
  }

  private async attempt(delivery: TopicDelivery, subscription: ModelSubscription): Promise<void> {
    await this.clock.sleep(this.luck.choose("latency", 0, 50, 2_000, 45_000));
    const pauses = retryPauses(subscription.protocol, subscription.webhook)[Symbol.iterator]();
    for (;;) {
      const result = subscription.deliver(delivery);
      if (result === "refused") break;
      if (result === "taken" && this.luck.choose("delivery", true, false)) return;
      const pause = pauses.next();
      if (pause.done) break;
      await this.clock.sleep(pause.value * 1_000);
    }
    if (subscription.deadLetterQueue) subscription.deadLetterQueue.send(delivery.body, delivery.attributes);
    else this.lost.push(delivery);
  }
}

const payloads = v.record(v.string(), v.string());

/** @throws Error for a message that SNS refuses */
const payloadsOf = ({ Message = "", MessageStructure }: Publishing): Readonly<Record<string, string>> => {
  if (MessageStructure !== "json") return { default: Message };
  const json = parseJson(Message);
  const parsed = json.ok ? parseWith(payloads, json.value) : json;
  if (!parsed.ok || parsed.value["default"] === undefined) throw new Error("InvalidParameter: no default payload");
  return parsed.value;
};
