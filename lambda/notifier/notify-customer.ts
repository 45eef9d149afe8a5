import type { SNSEvent, SNSEventRecord } from "aws-lambda";
import type { Ledger } from "../shared/ledger";
import { errorName, log } from "../shared/log";
import { parseNotice } from "../shared/order-ready";
import { faultLine } from "../shared/parse";
import { noticeText } from "./notice-text";

/** What the notifier works with. */
export interface NoticeDesk {
  readonly ledger: Ledger;
  /** Sends one SMS; rejects when it was not taken. */
  sendSms(phoneNumber: string, text: string): Promise<void>;
}

/** Thrown when a notice was not sent; the delivery is retried and then kept in the notifier's dead-letter queue. */
export class NoticeNotSent extends Error {
  override readonly name = "NoticeNotSent";
}

/** Added to the function's own deadline before a claim may be taken over, for clocks that differ. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * Tells the one customer who asked for it that the drink is ready, once, however often SNS delivers the notice.
 *
 * @throws NoticeNotSent or the error of the ledger: the delivery is then tried again. The error of SNS is not passed on:
 * its text can quote the phone number, and Lambda writes what is thrown to the log.
 */
export const notifyCustomers = async (event: SNSEvent, desk: NoticeDesk, deadline: number): Promise<void> => {
  for (const record of event.Records) await notifyCustomer(record, desk, deadline);
};

const notifyCustomer = async (record: SNSEventRecord, desk: NoticeDesk, deadline: number): Promise<void> => {
  const parsed = parseNotice(record.Sns.Message);
  if (!parsed.ok) throw new NoticeNotSent(`not an order-ready notice: ${faultLine(parsed.faults)}`);
  const { orderId, notify } = parsed.value;
  if (!("sms" in notify)) throw new NoticeNotSent(`no way to push to a device yet (order ${orderId})`);
  const id = `notice#${orderId}`;
  const claim = await desk.ledger.claim(id, deadline + CLOCK_TOLERANCE_MS);
  if (claim === "in hand") throw new NoticeNotSent(`another delivery is at it (order ${orderId})`);
  if (claim === "finished") {
    log("notice was sent before", { orderId });
    return;
  }
  try {
    await desk.sendSms(notify.sms, noticeText(parsed.value));
  } catch (error) {
    throw new NoticeNotSent(`the SMS was not taken: ${errorName(error)} (order ${orderId})`);
  }
  await desk.ledger.finish(id);
  log("notice sent", { orderId, protocol: "sms" });
};
