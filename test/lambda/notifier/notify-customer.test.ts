import { NoticeNotSent } from "../../../lambda/notifier/notify-customer";
import { published } from "../support/events";
import { eachTestLogs } from "../support/logs";
import { TestNotifier } from "../support/notifier-services";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();
const NOTICE_ID = `notice#${orderId(1)}`;
const notice = (changes: object = {}) => published({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE }, ...changes });
const THE_SMS = `${ADAS_PHONE}: Ada, your medium latte is ready. Decoupled Coffee`;
const THE_PUSH = `${ADAS_DEVICE}: Decoupled Coffee: Ada, your medium latte is ready.`;

let notifier: TestNotifier;
beforeEach(() => {
  notifier = new TestNotifier();
});
const deliver = (event = notice()) => notifier.deliver(event);

describe("the customer", () => {
  test.each([
    [{ sms: ADAS_PHONE }, THE_SMS],
    [{ push: ADAS_DEVICE }, THE_PUSH],
  ])("is told once, at the contact they gave: %j", async (notify, message) => {
    await deliver(notice({ notify }));
    await deliver(notice({ notify }));
    notifier.clock.pass(15 * 86_400_000);
    await deliver(notice({ notify }));
    expect(notifier.sent).toEqual([message]);
    expect(notifier.idempotency.entries.get(NOTICE_ID)).toEqual({ state: "completed" });
    expect(notifier.deadLetters).toEqual([]);
  });

  test("is told once when two deliveries come at the same moment; the second is tried again later", async () => {
    const answers = await Promise.allSettled([deliver(), deliver()]);
    expect(notifier.sent).toEqual([THE_SMS]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers).toContainEqual({ status: "rejected", reason: expect.any(NoticeNotSent) });
  });

  test("is told of each order", async () => {
    await deliver();
    await deliver(notice({ orderId: orderId(2), drink: "tea" }));
    expect(notifier.sent).toHaveLength(2);
  });

  test("is told after all when the first attempt failed, once its lease is over", async () => {
    notifier.failures = { sending: new Error("throttled") };
    await expect(deliver()).rejects.toThrow(NoticeNotSent);
    notifier.failures = {};
    await expect(deliver()).rejects.toThrow(`another delivery is at it (order ${orderId(1)})`);
    notifier.waitForLease();
    await deliver();
    expect(notifier.sent).toEqual([THE_SMS]);
  });

  test("is not told as long as the idempotency store cannot say whether they were", async () => {
    notifier.failures = { idempotency: "acquire" };
    await expect(deliver()).rejects.toThrow("the idempotency store is away");
    expect(notifier.sent).toEqual([]);
  });

  test("may be told twice when the end could not be written down; the delivery is not taken for done", async () => {
    notifier.failures = { idempotency: "complete" };
    await expect(deliver()).rejects.toThrow("the idempotency store is away");
    notifier.failures = {};
    notifier.waitForLease();
    await deliver();
    await deliver();
    expect(notifier.sent).toEqual([THE_SMS, THE_SMS]);
  });
});

test("one notice that fails does not hold up the others of the event", async () => {
  const good = notice({ orderId: orderId(2) }).Records;
  const event = { Records: [...published("no notice").Records, ...notice().Records, ...good] };
  notifier.failures = { deadLetter: "outage" };
  await expect(deliver(event)).rejects.toThrow(NoticeNotSent);
  expect(notifier.sent).toHaveLength(2);
  notifier.failures = {};
  await deliver(event);
  expect(notifier.sent).toHaveLength(2);
  expect(notifier.deadLetters).toHaveLength(1);
});

describe("the contact", () => {
  test("is in no log line", async () => {
    await deliver();
    await deliver();
    await deliver(notice({ orderId: orderId(2), notify: { push: ADAS_DEVICE } }));
    expect(facts()).toEqual([
      { message: "notice sent", orderId: orderId(1), protocol: "sms" },
      { message: "notice was sent before", orderId: orderId(1) },
      { message: "notice sent", orderId: orderId(2), protocol: "push" },
    ]);
  });

  test.each([
    [{ sms: ADAS_PHONE }, "SMS"],
    [{ push: ADAS_DEVICE }, "push message"],
  ])("is in no error, which Lambda would log, although the error of SNS quotes it: %j", async (notify, what) => {
    notifier.failures = { sending: new RangeError(`${JSON.stringify(notify)} is not valid to publish to`) };
    const error = await deliver(notice({ notify })).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new NoticeNotSent(`the ${what} was not taken: RangeError (order ${orderId(1)})`));
    expect(error).not.toHaveProperty("cause");
    expect(lines().join("")).not.toMatch(/15550142|endpoint/);
  });
});

describe("a notice that can never be sent", () => {
  test("is dead-lettered at once with the reason, reported by order id, and not tried again", async () => {
    notifier.failures = { sending: { undeliverable: "the phone number has opted out of SMS" } };
    const event = notice();
    await deliver(event);
    const reason = "the phone number has opted out of SMS";
    expect(notifier.deadLetters).toEqual([{ body: event.Records[0]?.Sns.Message, messageId: "sns-message-1", reason }]);
    expect(facts()).toEqual([{ message: "notice dead-lettered", orderId: orderId(1), protocol: "sms", reason }]);
  });

  test("can be delivered again when what was in the way is put right", async () => {
    notifier.failures = { sending: { undeliverable: "the phone number has opted out of SMS" } };
    await deliver();
    notifier.failures = {};
    notifier.waitForLease();
    await deliver();
    expect(notifier.sent).toEqual([THE_SMS]);
  });

  test.each([
    ["a phone's", { sending: { undeliverable: "no" }, deadLetter: "outage" }, notice(), `order ${orderId(1)}`],
    ["what is none", { deadLetter: "outage" }, published("no notice"), "message sns-message-1"],
  ] as const)("is tried again when the dead-letter queue does not take it: %s", async (_, failures, event, which) => {
    notifier.failures = failures;
    const error = await deliver(event).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new NoticeNotSent(`the notice was not dead-lettered (${which})`));
    expect(error).not.toHaveProperty("cause");
  });
});

test.each([
  ["the public payload, without a contact", published(aFinishedOrder()), "notify: is missing"],
  ["a malformed number", notice({ notify: { sms: `${ADAS_PHONE}x` } }), "notify.sms: must be a phone number"],
  ["a malformed device", notice({ notify: { push: `${ADAS_DEVICE}/x` } }), "notify.push: must be the ARN"],
  ["a topic for a device", notice({ notify: { push: "arn:aws:sns:eu-west-1:000000000000:coupons" } }), "notify.push"],
  ["a contact of another kind", notice({ notify: { email: "ada@example.com" } }), "notify"],
  ["no JSON", published(`{"sms":"${ADAS_PHONE}"`), "is not JSON"],
  ["nothing", published(""), "is not JSON"],
  ["the notice as text", published(JSON.stringify(`"${ADAS_PHONE}"`)), "must be a finished order"],
  ["a list of notices", published([{ ...aFinishedOrder(), notify: { sms: ADAS_PHONE } }]), "orderId: is missing"],
  ["a phone in place of the drink", notice({ drink: ADAS_PHONE }), "drink: not on the menu"],
])("what is no notice is dead-lettered, sends nothing and acquires nothing %s", async (_, event, fault) => {
  await deliver(event);
  const reason = expect.stringMatching(`^not an order-ready notice: .*${fault}`);
  expect(notifier.deadLetters).toEqual([{ body: event.Records[0]?.Sns.Message, messageId: "sns-message-1", reason }]);
  expect([notifier.sent, notifier.idempotency.entries.size]).toEqual([[], 0]);
  const said = { messageId: "sns-message-1", reason: "not an order-ready notice" };
  expect(facts()).toEqual([{ message: "notice dead-lettered", ...said }]);
});
