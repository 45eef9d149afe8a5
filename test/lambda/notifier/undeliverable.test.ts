import { NoticeNotSent } from "../../../lambda/notifier/notify-customer";
import { published } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { TestNoticeDesk } from "../support/notice-desk";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();

const notice = (changes: object = {}) => published({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE }, ...changes });
const THE_SMS = `${ADAS_PHONE}: Ada, your medium latte is ready. Decoupled Coffee`;

let desk: TestNoticeDesk;
beforeEach(() => {
  desk = new TestNoticeDesk();
});
const deliver = (event = notice()) => desk.deliver(event);

describe("a notice that can never be sent", () => {
  test("is set aside at once with the reason, reported by order id, and not tried again", async () => {
    desk.troubles = { sending: { undeliverable: "the phone number has opted out of SMS" } };
    const event = notice();
    await deliver(event);
    expect(desk.deadLetters).toEqual([
      {
        body: event.Records[0]?.Sns.Message,
        messageId: "sns-message-1",
        reason: "the phone number has opted out of SMS",
      },
    ]);
    expect(facts()).toEqual([
      {
        message: "notice dead-lettered",
        orderId: orderId(1),
        protocol: "sms",
        reason: "the phone number has opted out of SMS",
      },
    ]);
  });

  test("can be delivered again when what was in the way is put right", async () => {
    desk.troubles = { sending: { undeliverable: "the phone number has opted out of SMS" } };
    await deliver();
    desk.troubles = {};
    desk.waitForLease();
    await deliver();
    expect(desk.sent).toEqual([THE_SMS]);
  });

  test.each([
    ["a phone's", { sending: { undeliverable: "no" }, deadLetter: "outage" }, notice(), `order ${orderId(1)}`],
    ["what is none", { deadLetter: "outage" }, published("no notice"), "message sns-message-1"],
  ] as const)("is tried again when the dead-letter queue does not take it: %s", async (_, troubles, event, which) => {
    desk.troubles = troubles;
    const error = await deliver(event).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new NoticeNotSent(`the notice was not dead-lettered (${which})`));
    expect(error).not.toHaveProperty("cause");
  });
});

describe("what is no notice is set aside, sends nothing and claims nothing", () => {
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
  ])("%s", async (_, event, fault) => {
    await deliver(event);
    expect(desk.deadLetters).toEqual([
      {
        body: event.Records[0]?.Sns.Message,
        messageId: "sns-message-1",
        reason: expect.stringMatching(/^not an order-ready notice: /),
      },
    ]);
    expect(desk.deadLetters[0]?.reason).toContain(fault);
    expect([desk.sent, desk.idempotency.entries.size]).toEqual([[], 0]);
    expect(lines()).toEqual([
      '{"message":"notice dead-lettered","messageId":"sns-message-1","reason":"not an order-ready notice"}',
    ]);
  });
});
