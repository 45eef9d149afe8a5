import { NoticeNotSent } from "../../../lambda/notifier/notify-customer";
import { published } from "../support/deliveries";
import { eachTestLogs } from "../support/logs";
import { TestNoticeDesk } from "../support/notice-desk";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

const { lines, facts } = eachTestLogs();

const NOTICE_ID = `notice#${orderId(1)}`;
const notice = (changes: object = {}) => published({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE }, ...changes });
const THE_SMS = `${ADAS_PHONE}: Ada, your medium latte is ready. Decoupled Coffee`;
const THE_PUSH = `${ADAS_DEVICE}: Decoupled Coffee: Ada, your medium latte is ready.`;

let desk: TestNoticeDesk;
beforeEach(() => {
  desk = new TestNoticeDesk();
});
const deliver = (event = notice()) => desk.deliver(event);

describe("the customer", () => {
  test.each([
    [{ sms: ADAS_PHONE }, THE_SMS],
    [{ push: ADAS_DEVICE }, THE_PUSH],
  ])("is told once, at the contact they gave: %j", async (notify, message) => {
    await deliver(notice({ notify }));
    await deliver(notice({ notify }));
    desk.clock.pass(15 * 86_400_000);
    await deliver(notice({ notify }));
    expect(desk.sent).toEqual([message]);
    expect(desk.idempotency.entries.get(NOTICE_ID)).toEqual({ state: "completed" });
    expect(desk.deadLetters).toEqual([]);
  });

  test("is told once when two deliveries come at the same moment; the second is tried again later", async () => {
    const answers = await Promise.allSettled([deliver(), deliver()]);
    expect(desk.sent).toEqual([THE_SMS]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers).toContainEqual({ status: "rejected", reason: expect.any(NoticeNotSent) });
  });

  test("is told of each order", async () => {
    await deliver();
    await deliver(notice({ orderId: orderId(2), drink: "tea" }));
    expect(desk.sent).toHaveLength(2);
  });

  test("is told after all when the first attempt failed, once its lease is over", async () => {
    desk.troubles = { sending: new Error("throttled") };
    await expect(deliver()).rejects.toThrow(NoticeNotSent);
    desk.troubles = {};
    await expect(deliver()).rejects.toThrow(`another delivery is at it (order ${orderId(1)})`);
    desk.waitForLease();
    await deliver();
    expect(desk.sent).toEqual([THE_SMS]);
  });

  test("is not told as long as the idempotency store cannot say whether they were", async () => {
    desk.troubles = { idempotency: "claim" };
    await expect(deliver()).rejects.toThrow("the idempotency store is away");
    expect(desk.sent).toEqual([]);
  });

  test("may be told twice when the end could not be written down; the delivery is not taken for done", async () => {
    desk.troubles = { idempotency: "finish" };
    await expect(deliver()).rejects.toThrow("the idempotency store is away");
    desk.troubles = {};
    desk.waitForLease();
    await deliver();
    await deliver();
    expect(desk.sent).toEqual([THE_SMS, THE_SMS]);
  });
});

test("one notice that fails does not hold up the others of the event", async () => {
  const good = notice({ orderId: orderId(2) }).Records;
  const event = { Records: [...published("no notice").Records, ...notice().Records, ...good] };
  desk.troubles = { deadLetter: "outage" };
  await expect(deliver(event)).rejects.toThrow(NoticeNotSent);
  expect(desk.sent).toHaveLength(2);
  desk.troubles = {};
  await deliver(event);
  expect(desk.sent).toHaveLength(2);
  expect(desk.deadLetters).toHaveLength(1);
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
    desk.troubles = { sending: new RangeError(`${JSON.stringify(notify)} is not valid to publish to`) };
    const error = await deliver(notice({ notify })).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new NoticeNotSent(`the ${what} was not taken: RangeError (order ${orderId(1)})`));
    expect(error).not.toHaveProperty("cause");
    expect(lines().join("")).not.toMatch(/15550142|endpoint/);
  });
});
