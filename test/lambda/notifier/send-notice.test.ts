import * as aws from "@aws-sdk/client-sns";
import { appleLifetime, pushPayloads } from "../../../lambda/contacts/push";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { DRINKS, SIZES } from "../../../lambda/messages/order";
import { noticePush, noticeSms, sendPush, sendSms } from "../../../lambda/notifier/send-notice";
import { answeredSns } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

describe("the SMS to the customer", () => {
  test.each([
    [1, "Ada, your medium latte is ready. Decoupled Coffee"],
    [2, "Ada, your 2 medium latte are ready. Decoupled Coffee"],
  ])("for %d", (quantity, text) => {
    expect(noticeSms(aFinishedOrder(1, { quantity }))).toBe(text);
  });

  test("says everything for the longest name of the alphabet of SMS, drink and number", () => {
    for (const [drink, size] of DRINKS.flatMap((drink) => SIZES.map((size) => [drink, size] as const))) {
      const text = noticeSms(aFinishedOrder(1, { pickupName: "W".repeat(40), drink, size, quantity: 10 }));
      expect(fitsOneSms(text)).toBe(true);
      expect(text).toBe(`${"W".repeat(40)}, your 10 ${size} ${drink} are ready. Decoupled Coffee`);
    }
  });

  test.each([
    ["咖啡", "咖啡, your medium latte is ready. Decoupled Coffee"],
    ["咖".repeat(24), `${"咖".repeat(24)}, your medium latte is ready. Decoupled Coffee`],
    ["咖".repeat(25), `${"咖".repeat(25)}, your medium latte is ready.`],
    ["咖".repeat(40), `${"咖".repeat(40)}, your medium latte is ready.`],
    ["🫖".repeat(40), "Your medium latte is ready. Decoupled Coffee"],
  ])("gives up the shop's name first, then the customer's: %s", (pickupName, text) => {
    expect(noticeSms(aFinishedOrder(1, { pickupName }))).toBe(text);
  });
});

test("a device shows the same, and its app learns which order it is: no contact, no size, no time", () => {
  expect(noticePush(aFinishedOrder())).toEqual({
    title: "Decoupled Coffee",
    body: "Ada, your medium latte is ready.",
    data: { orderId: orderId(1) },
    lifetimeSeconds: 3_600,
  });
});

const { lines, facts } = eachTestLogs();
afterEach(() => expect(lines().join("")).not.toMatch(/15550142|endpoint\//));

const OPTED_OUT = { undeliverable: "the phone number has opted out of SMS" };
const APPLICATION = "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee";
const NOTE = { title: "Decoupled Coffee", body: "ready", data: { orderId: "1" }, lifetimeSeconds: 3_600 };
const FOREIGN = { undeliverable: "the device is not registered with an application of this shop" };
const DISABLED = { undeliverable: "the device's endpoint was disabled" };
const GONE = { undeliverable: "the device's endpoint does not exist" };
/** An error as services write them: it quotes what it was given. */
const quoting = (what = "Invalid parameter") => ({ message: `${what} ${ADAS_PHONE} ${ADAS_DEVICE}`, $metadata: {} });
/** What SNS says now and may no longer say when it is asked again. */
const PASSING = [
  ...[new aws.ThrottledException(quoting()), new aws.InternalErrorException(quoting())],
  ...[new aws.AuthorizationErrorException(quoting()), new RangeError("socket hang up")],
];
const text = (StringValue: string) => ({ DataType: "String", StringValue });

interface Sns {
  /** Why nothing is published. */
  readonly publish?: Error;
  /** What everything else is answered, or why it is not. */
  readonly otherwise?: object | Error;
}

/** Sends while SNS is as described. Returns what became of it and what SNS was asked. */
const sendBy = async ({ publish, otherwise = {} }: Sns, send: (sns: aws.SNSClient) => Promise<unknown>) => {
  const published: aws.PublishInput[] = [];
  const asked: unknown[] = [];
  const sns = answeredSns((input: aws.PublishInput, command) => {
    if (command === "PublishCommand") published.push(input);
    else asked.push([command, input]);
    const reply = command === "PublishCommand" ? (publish ?? { MessageId: "1" }) : otherwise;
    if (reply instanceof Error) throw reply;
    return reply;
  });
  const [outcome] = await Promise.allSettled([send(sns)]);
  return { outcome, delivery: outcome.status === "fulfilled" ? outcome.value : outcome, published, asked };
};

const sms = (given: Sns & { readonly senderId?: string; readonly originationNumber?: string } = {}) =>
  sendBy({ otherwise: { isOptedOut: false }, ...given }, (sns) =>
    sendSms(sns, { senderId: "", originationNumber: "", ...given })(ADAS_PHONE, "ready"),
  );
const push = (given: Sns = {}, applications: readonly string[] = [APPLICATION]) =>
  sendBy(given, (sns) => sendPush(sns, applications)(ADAS_DEVICE, NOTE));

describe("an SMS", () => {
  test("goes to the number alone, as transactional, from whatever the account has", async () => {
    const { delivery, published, asked } = await sms();
    expect(delivery).toBe("sent");
    const MessageAttributes = { "AWS.SNS.SMS.SMSType": text("Transactional") };
    expect(published).toEqual([{ PhoneNumber: ADAS_PHONE, Message: "ready", MessageAttributes }]);
    expect(asked).toEqual([["CheckIfPhoneNumberIsOptedOutCommand", { phoneNumber: ADAS_PHONE }]]);
  });

  test("comes from the sender that the shop is set up with", async () => {
    const { published } = await sms({ senderId: "COFFEE", originationNumber: "+15550199" });
    expect(published[0]?.MessageAttributes).toEqual({
      "AWS.SNS.SMS.SMSType": text("Transactional"),
      "AWS.SNS.SMS.SenderID": text("COFFEE"),
      "AWS.MM.SMS.OriginationNumber": text("+15550199"),
    });
  });
});

describe("a customer who has opted out", () => {
  test("is sent nothing", async () => {
    const { delivery, published } = await sms({ otherwise: { isOptedOut: true } });
    expect(delivery).toEqual(OPTED_OUT);
    expect(published).toEqual([]);
  });

  test("is left alone also when only the sending says so", async () => {
    expect((await sms({ publish: new aws.OptedOutException(quoting()) })).delivery).toEqual(OPTED_OUT);
  });

  const LEFT_TO_SNS = "is left to SNS, which drops what is sent to them, when looking up is %s; the log says so";
  test.each([
    ["throttled", new aws.ThrottledException(quoting())],
    ["not allowed", new aws.AuthorizationErrorException(quoting())],
    ["too slow", new RangeError(ADAS_PHONE)],
  ])(LEFT_TO_SNS, async (_, otherwise) => {
    const { delivery, published } = await sms({ otherwise });
    expect([delivery, published.length]).toEqual(["sent", 1]);
    expect(facts()).toEqual([{ message: "not known whether the number has opted out", reason: otherwise.name }]);
  });

  test("is not assumed of a number that SNS says nothing about", async () => {
    expect((await sms({ otherwise: {} })).delivery).toBe("sent");
  });
});

describe("when SNS does not take an SMS", () => {
  test.each([
    new aws.InvalidParameterException(quoting()),
    new aws.InvalidParameterValueException(quoting()),
    new aws.ValidationException({ ...quoting(), Message: "" }),
  ])("it never will: %p", async (publish) => {
    expect((await sms({ publish })).delivery).toEqual({ undeliverable: `SNS refused the SMS: ${publish.name}` });
  });

  test.each(PASSING)("it may later: %p", async (publish) => {
    expect((await sms({ publish })).outcome).toEqual({ status: "rejected", reason: publish });
  });
});

describe("a push message", () => {
  test("goes to the device alone, with a payload for its platform", async () => {
    const { delivery, published, asked } = await push();
    expect(delivery).toBe("sent");
    const Message = JSON.stringify({ default: "ready", ...pushPayloads(NOTE) });
    const note = { TargetArn: ADAS_DEVICE, MessageStructure: "json", Message };
    expect(published).toEqual([{ ...note, MessageAttributes: appleLifetime(3_600) }]);
    expect(asked).toEqual([]);
  });

  const OTHERS = [[[]], [[`${APPLICATION}-2`]]];
  test.each(OTHERS)("goes to no device but of its own applications: %j", async (applications) => {
    expect(await push({}, applications)).toMatchObject({ delivery: FOREIGN, published: [] });
  });
});

describe("a device that is gone", () => {
  const REASON = "Invalid parameter: TargetArn Reason";

  test("is removed when its endpoint was disabled", async () => {
    const { delivery, asked } = await push({ publish: new aws.EndpointDisabledException(quoting()) });
    expect(delivery).toEqual(DISABLED);
    expect(asked).toEqual([["DeleteEndpointCommand", { EndpointArn: ADAS_DEVICE }]]);
  });

  test("is given up also when it cannot be removed; the log says so", async () => {
    const otherwise = new aws.ThrottledException(quoting());
    expect((await push({ publish: new aws.EndpointDisabledException(quoting()), otherwise })).delivery).toEqual(
      DISABLED,
    );
    expect(lines()).toEqual(['{"message":"disabled endpoint not removed","reason":"ThrottledException"}']);
  });

  test.each([
    new aws.NotFoundException(quoting("Endpoint does not exist")),
    new aws.InvalidParameterException(quoting(`${REASON}: No endpoint found for the target arn specified`)),
  ])("is known to be by %p", async (publish) => {
    expect(await push({ publish })).toMatchObject({ delivery: GONE, asked: [] });
  });
});

describe("when SNS does not take a message", () => {
  test("that it finds fault with, it never will", async () => {
    expect((await push({ publish: new aws.InvalidParameterException(quoting()) })).delivery).toEqual({
      undeliverable: "SNS refused the message: InvalidParameterException",
    });
  });

  const LATER = [...PASSING, new aws.PlatformApplicationDisabledException(quoting())];
  test.each(LATER)("it may later, and the device stays: %p", async (publish) => {
    expect(await push({ publish })).toMatchObject({ outcome: { status: "rejected", reason: publish }, asked: [] });
  });
});
