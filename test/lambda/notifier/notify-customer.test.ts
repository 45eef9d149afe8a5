import { NoticeNotSent, notifyCustomers } from "../../../lambda/notifier/notify-customer";
import { published } from "../support/deliveries";
import { keepLogLines } from "../support/log-lines";
import { MemoryLedger, StoppedClock } from "../support/memory-ledger";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, orderId } from "../support/orders";

const FUNCTION_MS = 10_000;
const NOTICE_ID = `notice#${orderId(1)}`;
const notice = (changes: object = {}) => published({ ...aFinishedOrder(), notify: { sms: ADAS_PHONE }, ...changes });

let clock: StoppedClock;
let ledger: MemoryLedger;
let sent: string[];
let troubles: { ledger?: "claim" | "finish"; sms?: Error };
let lines: () => readonly string[];
beforeEach(() => {
  clock = new StoppedClock();
  ledger = new MemoryLedger(clock);
  sent = [];
  troubles = {};
  lines = keepLogLines();
});

const deliver = (event = notice()) =>
  notifyCustomers(
    event,
    {
      ledger: {
        claim: async (id, leaseUntil) => {
          if (troubles.ledger === "claim") throw new Error("the ledger is away");
          return ledger.claim(id, leaseUntil);
        },
        finish: async (id) => {
          if (troubles.ledger === "finish") throw new Error("the ledger is away");
          return ledger.finish(id);
        },
      },
      sendSms: async (phoneNumber, text) => {
        if (troubles.sms) throw troubles.sms;
        sent.push(`${phoneNumber}: ${text}`);
      },
    },
    clock.now() + FUNCTION_MS,
  );

const THE_SMS = `${ADAS_PHONE}: Ada, your medium latte is ready. Decoupled Coffee`;

describe("the customer", () => {
  test("is told by one SMS at the number they gave", async () => {
    await deliver();
    expect(sent).toEqual([THE_SMS]);
    expect(ledger.entries.get(NOTICE_ID)).toEqual({ state: "finished" });
  });

  test("is told once, however often SNS delivers the notice", async () => {
    await deliver();
    await deliver();
    clock.pass(15 * 86_400_000);
    await deliver();
    expect(sent).toEqual([THE_SMS]);
  });

  test("is told once when two deliveries come at the same moment; the second is tried again later", async () => {
    const answers = await Promise.allSettled([deliver(), deliver()]);
    expect(sent).toEqual([THE_SMS]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers).toContainEqual({ status: "rejected", reason: expect.any(NoticeNotSent) });
  });

  test("is told of each order", async () => {
    await deliver();
    await deliver(notice({ orderId: orderId(2), drink: "tea" }));
    expect(sent).toHaveLength(2);
  });

  test("is told after all when the first attempt failed, once its lease is over", async () => {
    troubles = { sms: new Error("throttled") };
    await expect(deliver()).rejects.toThrow(NoticeNotSent);
    troubles = {};
    await expect(deliver()).rejects.toThrow(`another delivery is at it (order ${orderId(1)})`);
    clock.pass(FUNCTION_MS + 1_001);
    await deliver();
    expect(sent).toEqual([THE_SMS]);
  });

  test("is not told as long as the ledger cannot say whether they were", async () => {
    troubles = { ledger: "claim" };
    await expect(deliver()).rejects.toThrow("the ledger is away");
    expect(sent).toEqual([]);
  });

  test("may be told twice when the end could not be written down; the delivery is not taken for done", async () => {
    troubles = { ledger: "finish" };
    await expect(deliver()).rejects.toThrow("the ledger is away");
    troubles = {};
    clock.pass(FUNCTION_MS + 1_001);
    await deliver();
    await deliver();
    expect(sent).toEqual([THE_SMS, THE_SMS]);
  });
});

describe("what is no notice is refused, sends nothing and claims nothing", () => {
  test.each([
    ["the public payload, without a contact", published(aFinishedOrder()), "notify: is missing"],
    ["a malformed number", notice({ notify: { sms: `${ADAS_PHONE}x` } }), "notify.sms: must be a phone number"],
    ["no JSON", published(`{"sms":"${ADAS_PHONE}"`), "is not JSON"],
    ["the notice as text", published(JSON.stringify(`"${ADAS_PHONE}"`)), "must be a finished order"],
    [
      "a device, which nobody can reach yet",
      notice({ notify: { push: ADAS_DEVICE } }),
      "no way to push to a device yet",
    ],
  ])("%s", async (_, event, fault) => {
    const refusal = await deliver(event).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NoticeNotSent);
    expect(String(refusal)).toContain(fault);
    expect(String(refusal)).not.toContain(ADAS_PHONE);
    expect([sent, ledger.entries.size]).toEqual([[], 0]);
  });
});

describe("the phone number", () => {
  test("is in no log line", async () => {
    await deliver();
    await deliver();
    expect(lines().map((line) => JSON.parse(line))).toEqual([
      { message: "notice sent", orderId: orderId(1), protocol: "sms" },
      { message: "notice was sent before", orderId: orderId(1) },
    ]);
  });

  test("is in no error, which Lambda would log, although the error of SNS quotes it", async () => {
    troubles = { sms: new RangeError(`PhoneNumber Reason: ${ADAS_PHONE} is not valid to publish to`) };
    const error = await deliver().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new NoticeNotSent(`the SMS was not taken: RangeError (order ${orderId(1)})`));
    expect(error).not.toHaveProperty("cause");
    expect(lines().join("")).not.toContain(ADAS_PHONE);
  });
});
