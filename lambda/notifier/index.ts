import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, SNSEvent } from "aws-lambda";
import { readApplicationArns } from "../contacts/push";
import { boundedClient, queueClient, SINGLE_ATTEMPT } from "../messaging/aws-clients";
import { deadLetter } from "../messaging/dead-letter";
import { readEnvironment } from "../messaging/environment";
import { DynamoDbIdempotencyStore } from "../messaging/idempotency";
import { type NotifierServices, notifyCustomers } from "./notify-customer";
import { sendPush, sendSms } from "./send-notice";

/** What the notifier is deployed with. */
export interface NotifierEnvironment {
  readonly IDEMPOTENCY_TABLE_NAME: string;
  /** Notices that can never be sent go there at once. */
  readonly NOTIFIER_DEAD_LETTER_QUEUE_URL: string;
  /** Platform applications of the shop, separated by commas; empty: nobody is pushed. */
  readonly PUSH_APPLICATION_ARNS: string;
  /** Name that SMS come from, where a country allows it; empty: none. */
  readonly SMS_SENDER_ID: string;
  /** Phone number that SMS come from; empty: SNS takes one of the account's, or a shared one. */
  readonly SMS_ORIGINATION_NUMBER: string;
}

const environment = readEnvironment<NotifierEnvironment>(process.env, {
  IDEMPOTENCY_TABLE_NAME: "required",
  NOTIFIER_DEAD_LETTER_QUEUE_URL: "required",
  PUSH_APPLICATION_ARNS: "optional",
  SMS_SENDER_ID: "optional",
  SMS_ORIGINATION_NUMBER: "optional",
});
const { SMS_SENDER_ID: senderId, SMS_ORIGINATION_NUMBER: originationNumber } = environment;
const sns = new SNSClient(boundedClient(SINGLE_ATTEMPT));
const services: NotifierServices = {
  idempotency: new DynamoDbIdempotencyStore(new DynamoDBClient(boundedClient()), environment.IDEMPOTENCY_TABLE_NAME),
  sendSms: sendSms(sns, { senderId, originationNumber }),
  sendPush: sendPush(sns, readApplicationArns(environment.PUSH_APPLICATION_ARNS)),
  deadLetter: deadLetter(queueClient(), environment.NOTIFIER_DEAD_LETTER_QUEUE_URL),
};

/** Called by the order-ready topic for each order whose customer wants to be told. */
export const handler = (event: SNSEvent, context: Context): Promise<void> =>
  notifyCustomers(event, services, Date.now() + context.getRemainingTimeInMillis());
