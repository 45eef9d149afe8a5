import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "@aws-sdk/client-sqs";
import type { Shop } from "../../cli/desk/shop";
import { attendQueue } from "../attend-queue";
import type { CustomerOf } from "./customer-of";
import { directMessages } from "./direct-messages";
import type { Inbox } from "./inbox";
import { makeTwins } from "./make-twins";
import { renderIssue } from "./render-issue";
import type { TwinSubscription } from "./twin-subscription";

/** How often it looks for subscriptions that came, went or changed. */
const LOOK_AROUND_MS = 3_000;

/** How often it looks for SMS, at most; and at most this part of the time is spent on it, however long the list grows. */
const LOOK_FOR_SMS_MS = 500;
const LOOK_FOR_SMS_SHARE = 0.05;

/**
 * Delivers what AWS would send to people: newsletters by email and SMS, and the SMS that an order is ready. It goes into
 * the inboxes of the local shop instead of out into the world.
 */
export class PostOffice {
  private readonly attended = new Map<string, AbortController>();
  private readonly work: Promise<void>[] = [];

  private constructor(
    private readonly shop: Shop,
    private readonly inbox: Inbox,
    private readonly customerOf: CustomerOf,
    private readonly signal: AbortSignal,
  ) {}

  /** Opens the post office; when this resolves, no issue that is published from now on is missed. It closes with `signal`. */
  static async open(shop: Shop, inbox: Inbox, customerOf: CustomerOf, signal: AbortSignal): Promise<PostOffice> {
    const office = new PostOffice(shop, inbox, customerOf, signal);
    office.attend(await makeTwins(shop, customerOf));
    office.work.push(office.lookAround(), office.lookForSms());
    return office;
  }

  /** Resolves when everything has come to rest after `signal` was aborted. */
  async closed(): Promise<void> {
    await Promise.all(this.work);
  }

  private attend(twins: readonly TwinSubscription[]): void {
    const queueUrls = new Set(twins.map(({ queueUrl }) => queueUrl));
    for (const [queueUrl, attending] of this.attended) {
      if (queueUrls.has(queueUrl)) continue;
      attending.abort();
      this.attended.delete(queueUrl);
    }
    for (const twin of twins) {
      if (this.attended.has(twin.queueUrl)) continue;
      const attending = new AbortController();
      this.attended.set(twin.queueUrl, attending);
      const until = AbortSignal.any([attending.signal, this.signal]);
      const take = (messages: readonly Message[]) => {
        this.inbox.deliver(messages.flatMap((message) => renderIssue(twin, message) ?? []));
        return messages;
      };
      this.work.push(attendQueue(this.shop, twin.queueUrl, take, until));
    }
  }

  private async lookAround(): Promise<void> {
    while (await this.rest(LOOK_AROUND_MS)) {
      const twins = await makeTwins(this.shop, this.customerOf).catch(() => undefined);
      if (twins !== undefined) this.attend(twins);
    }
  }

  private async lookForSms(): Promise<void> {
    let spent = 0;
    while (await this.rest(Math.max(LOOK_FOR_SMS_MS, spent / LOOK_FOR_SMS_SHARE))) {
      const began = Date.now();
      const messages = await directMessages(this.shop, this.customerOf, this.signal).catch(() => []);
      if (messages === undefined) return;
      this.inbox.deliver(messages);
      spent = Date.now() - began;
    }
  }

  /** Waits; false when the post office closes. */
  private rest(milliseconds: number): Promise<boolean> {
    return pause(milliseconds, true, { signal: this.signal }).catch(() => false);
  }
}
