import * as v from "valibot";
import type { Filter } from "../../lambda/contacts/filter-policy";
import { parseWith } from "../../lambda/messages/fields";
import { parseJson } from "../../lambda/messaging/parse";
import { matches } from "../support/filter-oracle";
import { type Protocol, retryPauses, type WebhookPolicy } from "./delivery-policy";
import type { Luck } from "./luck";
import type { StoredAttributes } from "./message-attributes";
import type { ModelQueue } from "./model-queue";
import type { VirtualClock } from "./virtual-clock";

/** A message on its way to one subscriber. */
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
  /** Of a webhook. */
  readonly webhook?: WebhookPolicy;
  deliver(delivery: TopicDelivery): DeliveryResult;
}

/** What is published, a payload per protocol. */
export interface Publishing {
  readonly Message?: string | undefined;
  readonly MessageStructure?: string | undefined;
}

/**
 * A model of a topic of Amazon SNS: each subscription gets its own payload, past its own filter, at least once, with the
 * attempts of its own protocol, and then to its own dead-letter queue.
 */
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
      const reception = subscription.deliver(delivery);
      if (reception === "refused") break;
      if (reception === "taken" && this.luck.choose("delivery", true, false)) return;
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
