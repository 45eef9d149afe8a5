import type { SNSEvent, SNSEventRecord } from "aws-lambda";
import type { PushNote } from "../contacts/push";
import { type OrderReadyNotice, parseNotice } from "../messages/order-ready";
import { type IdempotencyStore, leaseUntil } from "../messaging/idempotency";
import { errorName, log } from "../messaging/log";
import { faultLine } from "../messaging/parse";
import type { Undeliverable } from "./dead-letter-notice";
import type { Delivery } from "./delivery";
import { noticePush, noticeSms } from "./notice-text";

/** What the notifier works with. */
export interface NotifierServices {
  readonly idempotency: IdempotencyStore;
  /** Sends one SMS; rejects when it was not taken but may be later. */
  sendSms(phoneNumber: string, text: string): Promise<Delivery>;
  /** Pushes to one device; rejects when it was not taken but may be later. */
  sendPush(endpointArn: string, note: PushNote): Promise<Delivery>;
  /** Puts a notice into the dead-letter queue; rejects when it was not taken. */
  deadLetter(notice: Undeliverable): Promise<void>;
}

/** Thrown when a notice was not sent; the delivery is retried and then kept in the notifier's dead-letter queue. */
export class NoticeNotSent extends Error {
  override readonly name = "NoticeNotSent";
}

/**
 * Tells the one customer who asked for it that the drink is ready, once, however often SNS delivers the notice.
 *
 * - A notice that can never be sent (no notice at all, an opted-out phone, a device that is gone or not the shop's) is
 *   set aside at once, with the reason. It counts as unfinished: put right, it can be delivered again.
 * - Whatever may pass is thrown, for the delivery to be tried again.
 *
 * @throws NoticeNotSent or the error of the idempotency store. The errors of SNS and SQS are not passed on: their text can quote the
 * contact, and Lambda writes what is thrown to the log.
 */
export const notifyCustomers = async (event: SNSEvent, desk: NotifierServices, deadline: number): Promise<void> => {
  const outcomes = await Promise.allSettled(event.Records.map((record) => notifyCustomer(record, desk, deadline)));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
};

const notifyCustomer = async ({ Sns }: SNSEventRecord, desk: NotifierServices, deadline: number): Promise<void> => {
  const aside = (reason: string, orderId?: string) =>
    deadLetter({ body: Sns.Message, messageId: Sns.MessageId, reason }, desk, orderId);
  const parsed = parseNotice(Sns.Message);
  if (!parsed.ok) {
    await aside(`not an order-ready notice: ${faultLine(parsed.faults)}`);
    return log("notice dead-lettered", { messageId: Sns.MessageId, reason: "not an order-ready notice" });
  }
  const { orderId, notify } = parsed.value;
  const id = `notice#${orderId}`;
  const claim = await desk.idempotency.acquire(id, leaseUntil(deadline));
  if (claim === "in flight") throw new NoticeNotSent(`another delivery is at it (order ${orderId})`);
  if (claim === "completed") return log("notice was sent before", { orderId });
  const protocol = "sms" in notify ? "sms" : "push";
  const delivery = await send(parsed.value, desk);
  if (delivery !== "sent") {
    await aside(delivery.undeliverable, orderId);
    return log("notice dead-lettered", { orderId, protocol, reason: delivery.undeliverable });
  }
  await desk.idempotency.complete(id);
  log("notice sent", { orderId, protocol });
};

const send = async ({ notify, ...order }: OrderReadyNotice, desk: NotifierServices): Promise<Delivery> => {
  try {
    if ("sms" in notify) return await desk.sendSms(notify.sms, noticeSms(order));
    return await desk.sendPush(notify.push, noticePush(order));
  } catch (error) {
    const what = "sms" in notify ? "SMS" : "push message";
    throw new NoticeNotSent(`the ${what} was not taken: ${errorName(error)} (order ${order.orderId})`);
  }
};

const deadLetter = async (notice: Undeliverable, desk: NotifierServices, orderId?: string): Promise<void> => {
  try {
    await desk.deadLetter(notice);
  } catch (error) {
    const which = orderId === undefined ? `message ${notice.messageId}` : `order ${orderId}`;
    throw new NoticeNotSent(`the notice was not dead-lettered: ${errorName(error)} (${which})`);
  }
};
