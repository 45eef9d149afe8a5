import { invocation, published } from "../support/events";
import { deployed, SnsError, sendReply, willing } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

const { lines } = eachTestLogs();
let optedOut = false;
let endpointDisabled = false;
let publishFails = false;
const notifier = deployed(
  () => import("../../../lambda/notifier/index"),
  (url) => ({
    IDEMPOTENCY_TABLE_NAME: "order-idempotency",
    NOTIFIER_DEAD_LETTER_QUEUE_URL: `${url}/000000000000/notifier-dead-letter`,
    PUSH_APPLICATION_ARNS: "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee",
    SMS_SENDER_ID: "COFFEE",
  }),
  (body, response, request) => {
    const form = new URLSearchParams(body);
    const publishes = form.get("Action") === "Publish";
    if (publishes && publishFails) sendReply(response, form, new SnsError("InternalError", "Something broke", 500));
    else if (publishes && endpointDisabled)
      sendReply(response, form, new SnsError("EndpointDisabled", "Endpoint is disabled", 400));
    else if (form.get("Action") !== "CheckIfPhoneNumberIsOptedOut") willing(body, response, request);
    else sendReply(response, form, { isOptedOut: optedOut });
  },
);

beforeEach(() => {
  optedOut = endpointDisabled = publishFails = false;
});

/** Hands a notice to the notifier. Returns the requests it made: forms to SNS, JSON to the others. */
const told = async (notify: object, order = 1) => {
  const before = notifier.requests().length;
  await notifier.handler(published({ ...aFinishedOrder(order), notify }), invocation);
  expect(lines().join("")).not.toMatch(/15550142|endpoint\//);
  return notifier
    .requests()
    .slice(before)
    .map((body) => (body.startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))));
};

const acquired = { Item: { id: { S: `notice#${orderId(1)}` }, state: { S: "claimed" } } };
const completed = { Item: { id: { S: `notice#${orderId(1)}` }, state: { S: "finished" } } };

describe("the notifier as it is deployed", () => {
  test("acquires, asks about the number, sends one transactional SMS to it alone, and completes", async () => {
    expect(await told({ sms: ADAS_PHONE })).toMatchObject([
      acquired,
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
      completed,
    ]);
  });

  test("acquires a notice until its own time is over, and a second more", async () => {
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

  test("acquires, pushes to one device, and completes", async () => {
    const requests = await told({ push: ADAS_DEVICE });
    const push = { Action: "Publish", TargetArn: ADAS_DEVICE, MessageStructure: "json" };
    expect(requests).toMatchObject([acquired, push, completed]);
    expect(Object.keys(JSON.parse(requests[1].Message))).toEqual(["default", "GCM", "APNS", "APNS_SANDBOX"]);
  });

  test("sends nothing to a phone that has opted out, and dead-letters the notice with the reason", async () => {
    optedOut = true;
    const requests = await told({ sms: ADAS_PHONE });
    expect(requests).toMatchObject([
      acquired,
      { Action: "CheckIfPhoneNumberIsOptedOut" },
      { MessageAttributes: { reason: { StringValue: "the phone number has opted out of SMS" } } },
    ]);
  });

  test.each([
    ["an SMS", { sms: ADAS_PHONE }],
    ["a push message", { push: ADAS_DEVICE }],
  ])(
    "publishes %s once when SNS fails: it may have been sent, and Lambda tries the notice again",
    async (_, notify) => {
      publishFails = true;
      const before = notifier.requests().length;
      await expect(told(notify)).rejects.toThrow("was not taken: InternalErrorException");
      const requests = notifier.requests().slice(before);
      expect(requests.filter((body) => new URLSearchParams(body).get("Action") === "Publish")).toHaveLength(1);
    },
  );

  test("removes a device that SNS has disabled, and dead-letters the notice with the reason", async () => {
    endpointDisabled = true;
    expect(await told({ push: ADAS_DEVICE })).toMatchObject([
      acquired,
      { Action: "Publish" },
      { Action: "DeleteEndpoint", EndpointArn: ADAS_DEVICE },
      { MessageAttributes: { reason: { StringValue: "the device's endpoint was disabled" } } },
    ]);
  });
});
