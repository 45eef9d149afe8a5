import { PublishCommand } from "@aws-sdk/client-sns";
import { publishIssue } from "../../lambda/editor/publish-issue";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import { readIssues } from "../../lambda/newsletter-reader";
import { webhookDelivery } from "../../lib/newsletters/webhook-delivery";
import { AsyncInvocations } from "./async-invocations";
import { CLIENTS } from "./clients";
import { DEPLOYED } from "./deployed";
import { IdempotencyTable } from "./idempotency-table";
import { GOOD_LUCK, type Luck } from "./luck";
import { ModelQueue } from "./model-queue";
import {
  type DeliveryResult,
  type ModelSubscription,
  ModelTopic,
  type Protocol,
  type TopicDelivery,
} from "./model-topic";
import { type Causes, Sandbox } from "./sandbox";
import { Services } from "./services";
import { VirtualClock } from "./virtual-clock";

export interface Arrival {
  readonly at: number;
  readonly subscriber: string;
  readonly body: string;
}

/** The newsletters in memory: the real editor and reader, in front of a model of the three topics and their subscribers. */
export class ModelEditor {
  readonly clock = new VirtualClock();
  readonly causes: Causes = new Map();
  readonly undelivered = this.queue("undelivered");
  readonly readerDeadLetters = this.queue("reader-dead-letter");
  readonly arrivals: Arrival[] = [];
  /** Who cannot be reached at the moment. */
  readonly away = new Set<string>();
  readonly topics: Readonly<Record<Newsletter, ModelTopic>>;
  readonly services: Services;
  readonly reader: AsyncInvocations;

  constructor(readonly luck: Luck) {
    const topicOf = (name: Newsletter) => [name, new ModelTopic(name, this.clock, luck)] as const;
    this.topics = Object.fromEntries(NEWSLETTERS.map(topicOf)) as Record<Newsletter, ModelTopic>;
    this.services = new Services(new IdempotencyTable(this.clock.now), {}, this.topics, (phone) => phone);
    const { noticeRetries: retries, asyncMaxAgeMs: maxAgeMs } = DEPLOYED;
    const props = { retries, maxAgeMs, onFailure: this.readerDeadLetters };
    this.reader = new AsyncInvocations(this.clock, luck, props, async (event) => {
      const { how } = await new Sandbox(this, 0).run(DEPLOYED.functionMs, async () => readIssues(event));
      if (how === "returned") for (const { Sns } of event.Records) this.arrive("reader", Sns.Message);
      return how === "returned";
    });
  }

  /** Lets somebody subscribe who notes what arrives, and is there unless they are away. */
  subscribe(name: string, newsletter: Newsletter, protocol: Protocol, more: Partial<ModelSubscription> = {}): void {
    this.topics[newsletter].subscribe({
      protocol,
      deadLetterQueue: this.undelivered,
      ...(protocol === "https" && { webhook: webhookDelivery().healthyRetryPolicy }),
      deliver: (delivery) => this.meet(name, delivery),
      ...more,
    });
  }

  /** Publishes as the editor does. Rejects when the editor does. */
  async publish(draft: unknown): Promise<void> {
    const editor = {
      publish: async (newsletter: Newsletter, publication: object) => {
        const command = new PublishCommand({ TopicArn: newsletter, Message: "", ...publication });
        return (await CLIENTS.sns.send(command)).MessageId ?? "";
      },
      now: () => this.clock.date(),
      newIssueId: () => "00000000-0000-4000-8000-000000000042",
    };
    const { how } = await new Sandbox(this, 0).run(DEPLOYED.functionMs, () => publishIssue(draft, editor));
    if (how !== "returned") throw new Error("the editor did not publish");
  }

  received(subscriber: string): readonly Arrival[] {
    return this.arrivals.filter((one) => one.subscriber === subscriber);
  }

  private meet(subscriber: string, { body }: TopicDelivery): DeliveryResult {
    if (this.away.has(subscriber)) return "away";
    this.arrive(subscriber, body);
    return "taken";
  }

  private arrive(subscriber: string, body: string): void {
    this.arrivals.push({ at: this.clock.now(), subscriber, body });
  }

  private queue(name: string): ModelQueue {
    const { deadLetterRetentionMs: retentionMs, visibilityMs } = DEPLOYED;
    return new ModelQueue(name, this.clock, { visibilityMs, retentionMs });
  }
}

export const PROTOCOLS = ["sqs", "lambda", "email", "sms", "push", "https"] as const satisfies readonly Protocol[];

/** An editor with a subscriber to trivia by each protocol, named after it, and the reader. */
export const openEditor = (luck = GOOD_LUCK): ModelEditor => {
  const editor = new ModelEditor(luck);
  for (const protocol of PROTOCOLS) editor.subscribe(protocol, "trivia", protocol);
  editor.subscribe("reader", "trivia", "lambda", { deliver: editor.reader.deliver });
  return editor;
};
