import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Context, SNSEvent } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { DynamoDbLedger } from "../shared/dynamodb-ledger";
import { readEnvironment } from "../shared/environment";
import { notifyCustomers } from "./notify-customer";

const environment = readEnvironment(process.env, ["ORDER_LEDGER_TABLE_NAME"]);
const sns = new SNSClient(boundedClient());
const desk = {
  ledger: new DynamoDbLedger(new DynamoDBClient(boundedClient()), environment.ORDER_LEDGER_TABLE_NAME),
  sendSms: async (phoneNumber: string, text: string): Promise<void> => {
    await sns.send(
      new PublishCommand({
        PhoneNumber: phoneNumber,
        Message: text,
        MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
      }),
    );
  },
};

/** Called by the order-ready topic for each order whose customer wants to be told. */
export const handler = (event: SNSEvent, context: Context): Promise<void> =>
  notifyCustomers(event, desk, Date.now() + context.getRemainingTimeInMillis());
