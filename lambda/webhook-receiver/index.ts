import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { boundedClient } from "../shared/bounded-client";
import { DynamoDbLedger } from "../shared/dynamodb-ledger";
import { readEnvironment } from "../shared/environment";
import { certificateOrigin } from "./certificate-origin";
import { confirmSubscription } from "./confirm-subscription";
import { downloadCertificate } from "./download-certificate";
import { InstanceLedger } from "./instance-ledger";
import { onIssue } from "./on-issue";
import { type Reception, receiveDelivery } from "./receive-delivery";
import { SigningCertificates } from "./signing-certificates";
import { expectedTopics } from "./topics";

const { TOPIC_ARNS } = readEnvironment(process.env, ["TOPIC_ARNS"]);
const { LEDGER_TABLE_NAME } = process.env;
const reception: Reception = {
  topics: expectedTopics(TOPIC_ARNS, certificateOrigin(process.env)),
  certificates: new SigningCertificates(downloadCertificate()),
  ledger: LEDGER_TABLE_NAME
    ? new DynamoDbLedger(new DynamoDBClient(boundedClient()), LEDGER_TABLE_NAME)
    : new InstanceLedger(),
  confirm: confirmSubscription((region) => new SNSClient({ ...boundedClient(), region })),
  onIssue,
  now: Date.now,
};

/** Called by the receiver's function URL, payload format 2.0, which is open to everybody: SNS has no credentials. */
export const handler = async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> => {
  const { status, body } = await receiveDelivery(
    {
      method: event.requestContext.http.method,
      headers: event.headers,
      body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
    },
    reception,
    Date.now() + context.getRemainingTimeInMillis(),
  );
  return {
    statusCode: status,
    headers: { "content-type": "application/json", ...(status === 405 && { allow: "POST" }) },
    body: JSON.stringify(body),
  };
};
