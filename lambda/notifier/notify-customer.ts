import type { SNSEvent, SNSEventRecord } from "aws-lambda";
import { type OrderReadyNotice, parseNotice } from "../messages/order-ready";
import type { deadLetter } from "../messaging/dead-letter";
import { type IdempotencyStore, leaseUntil } from "../messaging/idempotency";
import { errorName, type LogFields, log } from "../messaging/log";
import { faultLine } from "../messaging/parse";
import { type Delivery, noticePush, noticeSms, type sendPush, type sendSms } from "./send-notice";

/** What the notifier works with. */
export interface NotifierServices {
  readonly idempotency: IdempotencyStore;
  readonly sendSms: ReturnType<typeof sendSms>;
  readonly sendPush: ReturnType<typeof sendPush>;
  readonly deadLetter: ReturnType<typeof deadLetter>;
}

/** Thrown when a notice was not sent; the delivery is retried and then kept in the notifier's dead-letter queue. */
export class NoticeNotSent extends Error {
  override readonly name = "NoticeNotSent";
}

/**
 * Tells the one customer who asked for it that the drink is ready, once, however often SNS delivers the notice. What can
 * never be sent goes to the dead-letter queue at once, with the reason, and counts as unfinished: put right, it can be
 * delivered again.
 *
 * @throws NoticeNotSent, or the error of the idempotency store, for what may pass: Lambda tries the delivery again
 */
export const notifyCustomers = async (event: SNSEvent, services: NotifierServices, deadline: number): Promise<void> => {
  const outcomes = await Promise.allSettled(event.Records.map((record) => notifyCustomer(record, services, deadline)));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
};

const notifyCustomer = async ({ Sns }: SNSEventRecord, services: NotifierServices, deadline: number): Promise<void> => {
  const { Message: body, MessageId: messageId } = Sns;
  const deadLetter = async (reason: string, which: string, facts: LogFields) => {
    const gone = await services.deadLetter([{ messageId, body, reason }]);
    if (!gone.has(messageId)) throw new NoticeNotSent(`the notice was not dead-lettered (${which})`);
    log("notice dead-lettered", facts);
  };
  const parsed = parseNotice(body);
  if (!parsed.ok) {
    const reason = "not an order-ready notice";
    return deadLetter(`${reason}: ${faultLine(parsed.faults)}`, `message ${messageId}`, { messageId, reason });
  }
  const { orderId, notify } = parsed.value;
  const id = `notice#${orderId}`;
  const acquisition = await services.idempotency.acquire(id, leaseUntil(deadline));
  if (acquisition === "in flight") throw new NoticeNotSent(`another delivery is at it (order ${orderId})`);
  if (acquisition === "completed") return log("notice was sent before", { orderId });
  const protocol = "sms" in notify ? "sms" : "push";
  const delivery = await send(parsed.value, services);
  if (delivery !== "sent") {
    const reason = delivery.undeliverable;
    return deadLetter(reason, `order ${orderId}`, { orderId, protocol, reason });
  }
  await services.idempotency.complete(id);
  log("notice sent", { orderId, protocol });
};

/** The errors of SNS end here: their text can quote the contact, and Lambda writes what is thrown to the log. */
const send = async ({ notify, ...order }: OrderReadyNotice, services: NotifierServices): Promise<Delivery> => {
  try {
    if ("sms" in notify) return await services.sendSms(notify.sms, noticeSms(order));
    return await services.sendPush(notify.push, noticePush(order));
  } catch (error) {
    const what = "sms" in notify ? "SMS" : "push message";
    throw new NoticeNotSent(`the ${what} was not taken: ${errorName(error)} (order ${order.orderId})`);
  }
};
