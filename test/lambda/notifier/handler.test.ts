import type { Context, SNSEvent } from "aws-lambda";
import { published } from "../support/deliveries";
import { invocation } from "../support/invocation";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";
import { SnsError, type SnsReply, sendReply } from "../support/sns-reply";
import { replyStored } from "../support/stored-reply";

const { lines } = eachTestLogs();

let server: LocalServer;
let handler: (event: SNSEvent, context: Context) => Promise<void>;
let optedOut = false;
let endpointDisabled = false;

const snsReply = (action: string | null): SnsReply => {
  if (action === "CheckIfPhoneNumberIsOptedOut") return { isOptedOut: optedOut };
  if (action === "Publish" && endpointDisabled) return new SnsError("EndpointDisabled", "Endpoint is disabled", 400);
  return { MessageId: "published-0" };
};

beforeAll(async () => {
  server = await localServer((body, response, { headers }) => {
    const target = String(headers["x-amz-target"] ?? "");
    const form = new URLSearchParams(body);
    if (target === "AmazonSQS.SendMessageBatch") replyStored(body, response);
    else if (target !== "") {
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end("{}");
    } else sendReply(response, form, snsReply(form.get("Action")));
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    IDEMPOTENCY_TABLE_NAME: "order-idempotency",
    NOTIFIER_DEAD_LETTER_QUEUE_URL: `${server.url}/000000000000/notifier-dead-letter`,
    PUSH_APPLICATION_ARNS: "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee",
    SMS_SENDER_ID: "COFFEE",
  });
  handler = (await import("../../../lambda/notifier/index")).handler;
});
afterAll(() => server.close());

/** Hands a notice to the notifier. Returns the requests it made: forms to SNS, JSON to the others. */
const told = async (notify: object, order = 1) => {
  const before = server.requests.length;
  await handler(published({ ...aFinishedOrder(order), notify }), invocation);
  expect(lines().join("")).not.toMatch(/15550142|endpoint\//);
  return server.requests
    .slice(before)
    .map((body) => (body.startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))));
};

const claim = { Item: { id: { S: `notice#${orderId(1)}` }, state: { S: "claimed" } } };
const finish = { Item: { id: { S: `notice#${orderId(1)}` }, state: { S: "finished" } } };

describe("the notifier as it is deployed", () => {
  test("claims, looks the number up, sends one transactional SMS to it alone, and finishes", async () => {
    expect(await told({ sms: ADAS_PHONE })).toMatchObject([
      claim,
      { Action: "CheckIfPhoneNumberIsOptedOut", phoneNumber: ADAS_PHONE },
      {
        Action: "Publish",
        PhoneNumber: ADAS_PHONE,
        Message: "Ada, your medium latte is ready. Decoupled Coffee",
        "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
        "MessageAttributes.entry.1.Value.StringValue": "Transactional",
        "MessageAttributes.entry.2.Name": "AWS.SNS.SMS.SenderID",
        "MessageAttributes.entry.2.Value.StringValue": "COFFEE",
      },
      finish,
    ]);
  });

  test("claims a notice until its own time is over, and a second more", async () => {
    const before = Date.now();
    const [{ Item }] = await told({ sms: ADAS_PHONE });
    expect(Number(Item.leaseUntil.N)).toBeGreaterThanOrEqual(before + invocation.getRemainingTimeInMillis() + 1_000);
    expect(Number(Item.leaseUntil.N)).toBeLessThanOrEqual(Date.now() + invocation.getRemainingTimeInMillis() + 1_000);
  });

  test("does not start without its table and its dead-letter queue", async () => {
    jest.replaceProperty(process, "env", {});
    jest.resetModules();
    await expect(import("../../../lambda/notifier/index")).rejects.toThrow(
      "missing environment variables: IDEMPOTENCY_TABLE_NAME, NOTIFIER_DEAD_LETTER_QUEUE_URL",
    );
    jest.restoreAllMocks();
  });

  test("claims, pushes to one device, and finishes", async () => {
    const requests = await told({ push: ADAS_DEVICE });
    expect(requests).toMatchObject([
      claim,
      { Action: "Publish", TargetArn: ADAS_DEVICE, MessageStructure: "json" },
      finish,
    ]);
    expect(Object.keys(JSON.parse(requests[1].Message))).toEqual(["default", "GCM", "APNS", "APNS_SANDBOX"]);
  });

  test("sends nothing to a phone that has opted out, and dead-letters the notice with the reason", async () => {
    optedOut = true;
    const requests = await told({ sms: ADAS_PHONE });
    expect(requests).toMatchObject([
      claim,
      { Action: "CheckIfPhoneNumberIsOptedOut" },
      { Entries: [{ MessageAttributes: { reason: { StringValue: "the phone number has opted out of SMS" } } }] },
    ]);
  });

  test("removes a device that SNS has disabled, and dead-letters the notice with the reason", async () => {
    endpointDisabled = true;
    expect(await told({ push: ADAS_DEVICE })).toMatchObject([
      claim,
      { Action: "Publish" },
      { Action: "DeleteEndpoint", EndpointArn: ADAS_DEVICE },
      { Entries: [{ MessageAttributes: { reason: { StringValue: "the device's endpoint was disabled" } } }] },
    ]);
  });
});
