import {
  AuthorizationErrorException,
  type CheckIfPhoneNumberIsOptedOutInput,
  InternalErrorException,
  InvalidParameterException,
  InvalidParameterValueException,
  OptedOutException,
  type PublishInput,
  ThrottledException,
  ValidationException,
} from "@aws-sdk/client-sns";
import { sendSms } from "../../../lambda/notifier/send-notice";
import { answeredSns } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { ADAS_PHONE } from "../support/orders";

const { lines } = eachTestLogs();

const quoting = { message: `Invalid parameter: PhoneNumber Reason: ${ADAS_PHONE} is not valid`, $metadata: {} };
const OPTED_OUT = { undeliverable: "the phone number has opted out of SMS" };

interface Sns {
  readonly optedOut?: boolean | undefined | Error;
  readonly publish?: Error;
  readonly senderId?: string;
  readonly originationNumber?: string;
}

/** Sends an SMS to Ada while SNS is as described. Returns what became of it and what SNS was asked. */
const send = async ({ optedOut = false, publish, senderId = "", originationNumber = "" }: Sns = {}) => {
  const published: PublishInput[] = [];
  const lookedUp: CheckIfPhoneNumberIsOptedOutInput[] = [];
  const sns = answeredSns((input: PublishInput) => {
    published.push(input);
    if (publish) throw publish;
    return { MessageId: "1" };
  });
  const quick = answeredSns((input: CheckIfPhoneNumberIsOptedOutInput) => {
    lookedUp.push(input);
    if (optedOut instanceof Error) throw optedOut;
    return { isOptedOut: optedOut };
  });
  const [outcome] = await Promise.allSettled([
    sendSms({ sns, quick }, { senderId, originationNumber })(ADAS_PHONE, "ready"),
  ]);
  return { outcome, delivery: outcome.status === "fulfilled" ? outcome.value : outcome, published, lookedUp };
};

afterEach(() => expect(lines().join("")).not.toContain(ADAS_PHONE));

const text = (StringValue: string) => ({ DataType: "String", StringValue });

describe("an SMS", () => {
  test("goes to the number alone, as transactional, from whatever the account has", async () => {
    const { delivery, published, lookedUp } = await send();
    expect(delivery).toBe("sent");
    expect(published).toEqual([
      {
        PhoneNumber: ADAS_PHONE,
        Message: "ready",
        MessageAttributes: { "AWS.SNS.SMS.SMSType": text("Transactional") },
      },
    ]);
    expect(lookedUp).toEqual([{ phoneNumber: ADAS_PHONE }]);
  });

  test("comes from the sender that the shop is set up with", async () => {
    const { published } = await send({ senderId: "COFFEE", originationNumber: "+15550199" });
    expect(published[0]?.MessageAttributes).toEqual({
      "AWS.SNS.SMS.SMSType": text("Transactional"),
      "AWS.SNS.SMS.SenderID": text("COFFEE"),
      "AWS.MM.SMS.OriginationNumber": text("+15550199"),
    });
  });
});

describe("a customer who has opted out", () => {
  test("is sent nothing", async () => {
    const { delivery, published } = await send({ optedOut: true });
    expect(delivery).toEqual(OPTED_OUT);
    expect(published).toEqual([]);
  });

  test("is left alone also when only the sending says so", async () => {
    expect((await send({ publish: new OptedOutException(quoting) })).delivery).toEqual(OPTED_OUT);
  });

  test.each([
    ["throttled", new ThrottledException(quoting)],
    ["not allowed", new AuthorizationErrorException(quoting)],
    ["too slow", new RangeError(ADAS_PHONE)],
  ])(
    "is left to SNS, which drops what is sent to them, when looking up is %s; the log says so",
    async (_, optedOut) => {
      const { delivery, published } = await send({ optedOut });
      expect([delivery, published.length]).toEqual(["sent", 1]);
      expect(lines()).toEqual([
        JSON.stringify({ message: "not known whether the number has opted out", reason: optedOut.name }),
      ]);
    },
  );

  test("is not assumed of a number that SNS says nothing about", async () => {
    const quick = answeredSns(() => ({}));
    const sns = answeredSns(() => ({ MessageId: "1" }));
    expect(await sendSms({ sns, quick }, { senderId: "", originationNumber: "" })(ADAS_PHONE, "ready")).toBe("sent");
  });
});

describe("when SNS does not take an SMS", () => {
  test.each([
    new InvalidParameterException(quoting),
    new InvalidParameterValueException(quoting),
    new ValidationException({ ...quoting, Message: quoting.message }),
  ])("it never will: %p", async (publish) => {
    expect((await send({ publish })).delivery).toEqual({ undeliverable: `SNS refused the SMS: ${publish.name}` });
  });

  test.each([
    new ThrottledException(quoting),
    new InternalErrorException(quoting),
    new AuthorizationErrorException(quoting),
    new RangeError("socket hang up"),
  ])("it may later: %p", async (publish) => {
    expect((await send({ publish })).outcome).toEqual({ status: "rejected", reason: publish });
  });
});
