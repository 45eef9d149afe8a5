import type { Context, LambdaFunctionURLEvent, SNSEvent, SQSEvent, SQSRecord } from "aws-lambda";

/** A message as the event source of a queue hands it to a function. What is not a string travels as JSON. */
export const delivered = (body: unknown, messageId: string): SQSRecord => ({
  messageId,
  receiptHandle: `receipt of ${messageId}`,
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "1795334400000",
    SenderId: "AIDAEXAMPLE",
    ApproximateFirstReceiveTimestamp: "1795334400001",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-west-1:000000000000:orders",
  awsRegion: "eu-west-1",
});

/** A batch of messages with the ids `message-1`, `message-2`, … */
export const batchOf = (...bodies: readonly unknown[]): SQSEvent => ({
  Records: bodies.map((body, place) => delivered(body, `message-${place + 1}`)),
});

/** A batch of a FIFO queue: pairs of group and body, with the ids `message-1`, `message-2`, … */
export const inLine = (...messages: readonly (readonly [group: string, body: unknown])[]): SQSEvent => ({
  Records: messages.map(([MessageGroupId, body], place) => {
    const { attributes, eventSourceARN, ...record } = delivered(body, `message-${place + 1}`);
    return { ...record, attributes: { ...attributes, MessageGroupId }, eventSourceARN: `${eventSourceARN}.fifo` };
  }),
});

/** One delivery of a topic to a function. What is not a string travels as JSON. */
export const published = (message: unknown): SNSEvent => ({
  Records: [
    {
      EventVersion: "1.0",
      EventSource: "aws:sns",
      EventSubscriptionArn: "arn:aws:sns:eu-west-1:000000000000:order-ready:subscription",
      Sns: {
        Type: "Notification",
        MessageId: "sns-message-1",
        TopicArn: "arn:aws:sns:eu-west-1:000000000000:order-ready",
        Subject: "",
        Message: typeof message === "string" ? message : JSON.stringify(message),
        Timestamp: "2026-11-22T08:01:00.000Z",
        SignatureVersion: "2",
        Signature: "",
        SigningCertUrl: "",
        UnsubscribeUrl: "",
        MessageAttributes: {},
      },
    },
  ],
});

/** A request with JSON as a function URL hands it to its function, payload format 2.0, as far as functions read it. */
export const functionUrlEvent = (
  method: string,
  path: string,
  changes: Partial<LambdaFunctionURLEvent> = {},
): LambdaFunctionURLEvent => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: path,
  rawQueryString: "",
  headers: { "content-type": "application/json" },
  isBase64Encoded: false,
  requestContext: { http: { method, path } } as LambdaFunctionURLEvent["requestContext"],
  ...changes,
});

/** What functions read of their invocation: ten seconds are left. */
export const invocation = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** The body of a request: text and bytes travel as they are, anything else as JSON. */
export const bytesOf = (body: unknown): Buffer => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : (JSON.stringify(body) ?? ""));
};
