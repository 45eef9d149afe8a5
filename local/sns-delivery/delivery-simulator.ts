import { pause } from "../../operations/pause";
import type { Shop } from "../../operations/shop";
import { attributesOf } from "../../operations/subscriptions";
import { attendQueue, type Take } from "../attend-queue";
import type { AwsApiProxy } from "../engine/aws-api-proxy";
import { directPushes } from "./direct-pushes";
import { handOver } from "./hand-over";
import type { CustomerOf, Inbox } from "./inbox";
import { newsletterMirrors, noticeMirror } from "./mirror-subscriptions";
import { directMessages, NoticeIndex, Notices } from "./notices";
import { renderIssue } from "./render-issue";
import { WebhookPost } from "./webhook-post";

/** How often it polls for subscriptions that came, went or changed. */
const MIRROR_POLL_MS = 3_000;

/** How often it polls for SMS, at most; and at most this part of the time is spent on it, however long the list grows. */
const SMS_POLL_MS = 500;
const SMS_POLL_SHARE = 0.05;

interface DeliverySimulatorSettings {
  readonly shop: Shop;
  readonly inbox: Inbox;
  readonly customerOf: CustomerOf;
  /** It closes when this is aborted. */
  readonly signal: AbortSignal;
  /** Without one, webhooks get nothing, and what is pushed straight to a device is not seen. */
  readonly proxy: AwsApiProxy | undefined;
}

/**
 * Delivers what AWS would send to people and webhooks: newsletters, and the notice that an order is ready. It goes into
 * the inboxes of the local shop instead of out into the world; a webhook is posted to, if it is the shop's own receiver.
 */
export class DeliverySimulator {
  private readonly attended = new Map<string, AbortController>();
  private readonly work: Promise<void>[] = [];
  private readonly noticeIndex = new NoticeIndex();
  private readonly notices: Notices;
  private readonly webhooks: WebhookPost | undefined;

  private constructor(private readonly settings: DeliverySimulatorSettings) {
    const { inbox, customerOf, proxy } = settings;
    this.notices = new Notices(inbox, this.noticeIndex, customerOf);
    this.webhooks = proxy && new WebhookPost(proxy);
    if (proxy) proxy.onCall = (call) => inbox.deliver(directPushes(call, customerOf));
  }

  /** Opens the delivery simulator; when this resolves, no issue that is published from now on is missed. It closes with `signal`. */
  static async open(settings: DeliverySimulatorSettings): Promise<DeliverySimulator> {
    const simulator = new DeliverySimulator(settings);
    await simulator.attendMirrors();
    simulator.work.push(simulator.pollMirrors(), simulator.pollSms());
    return simulator;
  }

  /** Resolves when everything has come to rest after `signal` was aborted. */
  async closed(): Promise<void> {
    await Promise.all(this.work);
  }

  /** Attends the queues of all mirrors there are now, and of no others. */
  private async attendMirrors(): Promise<void> {
    const { shop, inbox, customerOf } = this.settings;
    const [mirrors, noticeQueueUrl] = await Promise.all([newsletterMirrors(shop, customerOf), noticeMirror(shop)]);
    const queues = new Map<string, Take>();
    for (const mirror of mirrors) {
      queues.set(mirror.queueUrl, async (messages) => {
        // A mirror outlives a subscription that was ended by a few seconds; what comes in the meantime is for nobody.
        if ((await attributesOf(shop.sns, mirror.original)) === undefined) return messages;
        const { delivered, settled } = await handOver(mirror, messages, shop, this.webhooks);
        inbox.deliver(delivered.flatMap((message) => renderIssue(mirror, message) ?? []));
        return settled;
      });
    }
    if (noticeQueueUrl !== undefined) {
      queues.set(noticeQueueUrl, (messages) => {
        this.noticeIndex.add(messages);
        return messages;
      });
    }
    for (const [queueUrl, attending] of this.attended) {
      if (queues.has(queueUrl)) continue;
      attending.abort();
      this.attended.delete(queueUrl);
    }
    for (const [queueUrl, take] of queues) if (!this.attended.has(queueUrl)) this.attend(queueUrl, take);
  }

  private attend(queueUrl: string, take: Take): void {
    const attending = new AbortController();
    this.attended.set(queueUrl, attending);
    const { shop, signal } = this.settings;
    this.work.push(attendQueue(shop, queueUrl, take, AbortSignal.any([attending.signal, signal])));
  }

  private async pollMirrors(): Promise<void> {
    while (await this.rest(MIRROR_POLL_MS)) await this.attendMirrors().catch(() => undefined);
  }

  private async pollSms(): Promise<void> {
    let spent = 0;
    while (await this.rest(Math.max(SMS_POLL_MS, spent / SMS_POLL_SHARE))) {
      const began = Date.now();
      const messages = await directMessages(this.settings.shop, this.settings.signal).catch(() => []);
      if (messages === undefined) return;
      this.notices.deliver(messages);
      spent = Date.now() - began;
    }
  }

  /** Waits; false when the delivery simulator closes. */
  private async rest(milliseconds: number): Promise<boolean> {
    const { signal } = this.settings;
    await pause(milliseconds, signal);
    return !signal.aborted;
  }
}
