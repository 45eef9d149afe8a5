import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, SNSEvent } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { DynamoDbLedger } from "../shared/dynamodb-ledger";
import { readEnvironment } from "../shared/environment";
import { readApplicationArns } from "../shared/own-endpoint";
import { queueClient } from "../shared/queue-client";
import { type NoticeDesk, notifyCustomers } from "./notify-customer";
import { sendPush } from "./send-push";
import { sendSms } from "./send-sms";
import { setAside } from "./set-aside";

const environment = readEnvironment(
  process.env,
  ["ORDER_LEDGER_TABLE_NAME", "NOTIFIER_DEAD_LETTER_QUEUE_URL"],
  ["PUSH_APPLICATION_ARNS", "SMS_SENDER_ID", "SMS_ORIGINATION_NUMBER"],
);
const clients = { sns: new SNSClient(boundedClient()), quick: new SNSClient(boundedClient({ attempts: 1 })) };
const desk: NoticeDesk = {
  ledger: new DynamoDbLedger(new DynamoDBClient(boundedClient()), environment.ORDER_LEDGER_TABLE_NAME),
  sendSms: sendSms(clients, {
    senderId: environment.SMS_SENDER_ID,
    originationNumber: environment.SMS_ORIGINATION_NUMBER,
  }),
  sendPush: sendPush(clients, readApplicationArns(environment.PUSH_APPLICATION_ARNS)),
  setAside: setAside(queueClient(), environment.NOTIFIER_DEAD_LETTER_QUEUE_URL),
};

/** Called by the order-ready topic for each order whose customer wants to be told. */
export const handler = (event: SNSEvent, context: Context): Promise<void> =>
  notifyCustomers(event, desk, Date.now() + context.getRemainingTimeInMillis());
