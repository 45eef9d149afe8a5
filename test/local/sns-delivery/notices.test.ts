import { readFileSync } from "node:fs";
import { join } from "node:path";
import { noticeSms } from "../../../lambda/notifier/send-notice";
import { customerOf, Inbox } from "../../../local/sns-delivery/inbox";
import { directMessages, NoticeIndex, Notices } from "../../../local/sns-delivery/notices";
import type { Shop } from "../../../operations/shop";
import { type LocalServer, localServer } from "../../lambda/support/local-server";
import { StoppedClock } from "../../lambda/support/memory-idempotency";
import { aFinishedOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFolder } from "../../support/folder";
import { memoryShop } from "../support/memory-shop";

const folder = eachTestHasAFolder();

const ADAS_PHONE = "+15550100001";
const owners = customerOf([{ customer: "1", subscriptions: [{ protocol: "sms", endpoint: ADAS_PHONE }] }]);

const opened = () => {
  const clock = new StoppedClock(Date.parse("2026-11-22T08:00:00.000Z"));
  const inbox = new Inbox(join(folder(), "inbox.jsonl"));
  const index = new NoticeIndex();
  return { clock, inbox, index, notices: new Notices(inbox, index, owners, clock.now) };
};

/** What the notifier's mirror is handed. */
const handed = (number: number, changes = {}) => ({
  Body: JSON.stringify({ Message: JSON.stringify(aFinishedOrder(number, changes)) }),
});

const sms = (id: string, number = 1, changes = {}, phoneNumber = ADAS_PHONE) => ({
  id,
  phoneNumber,
  text: noticeSms(aFinishedOrder(number, changes)),
});

describe("the SMS that an order is ready", () => {
  test("lies in the inbox of the customer, with the order it is about and without the phone number", () => {
    const { inbox, index, notices } = opened();
    index.add([handed(1)]);
    notices.deliver([sms("sms-1")]);
    expect(inbox.messages()).toEqual([
      {
        customer: "1",
        protocol: "sms",
        newsletter: null,
        subject: null,
        text: "Ada, your medium latte is ready. Decoupled Coffee",
        receivedAt: "2026-11-22T08:00:00.000Z",
        orderId: orderId(1),
      },
    ]);
    expect(readFileSync(join(folder(), "inbox.jsonl"), "utf8")).not.toContain(ADAS_PHONE);
  });

  test("is nobody's in particular when nobody in the settings has the number", () => {
    const { inbox, index, notices } = opened();
    index.add([handed(1)]);
    notices.deliver([sms("sms-1", 1, {}, "+15559999999")]);
    expect(inbox.messages()).toMatchObject([{ customer: null, orderId: orderId(1) }]);
  });

  test("comes once, though the engine lists it again and again", () => {
    const { inbox, index, notices } = opened();
    index.add([handed(1), handed(2)]);
    notices.deliver([sms("sms-1")]);
    notices.deliver([sms("sms-1")]);
    notices.deliver([sms("sms-1"), sms("sms-2")]);
    expect(inbox.messages().map((message) => message.orderId)).toEqual([orderId(1), orderId(2)]);
  });

  test("waits a moment for the order it is about", () => {
    const { inbox, index, notices, clock } = opened();
    notices.deliver([sms("sms-1")]);
    expect(inbox.messages()).toEqual([]);
    clock.pass(1_000);
    index.add([handed(1)]);
    notices.deliver([sms("sms-1")]);
    expect(inbox.messages()).toMatchObject([{ orderId: orderId(1), receivedAt: "2026-11-22T08:00:00.000Z" }]);
  });

  test("comes without an order when there is none", () => {
    const { inbox, notices, clock } = opened();
    const byHand = { id: "sms-1", phoneNumber: ADAS_PHONE, text: "We miss you" };
    notices.deliver([byHand]);
    clock.pass(5_000);
    notices.deliver([byHand]);
    expect(inbox.messages()).toMatchObject([{ text: "We miss you" }]);
    expect(inbox.messages()[0]).not.toHaveProperty("orderId");
  });

  test("is about an order of its own even when two read the same", () => {
    const { inbox, index, notices } = opened();
    index.add([handed(1), handed(2), handed(3, { drink: "mocha" })]);
    notices.deliver([sms("sms-1"), sms("sms-2"), sms("sms-3", 3, { drink: "mocha" })]);
    expect(inbox.messages().map((message) => message.orderId)).toEqual([orderId(1), orderId(2), orderId(3)]);
  });
});

describe("the index of notices", () => {
  test.each(["", "{", '{"Message":"hello"}', '{"Message":"{}"}'])("leaves out %p", (Body) => {
    const index = new NoticeIndex();
    index.add([{ Body }, handed(1)]);
    expect(index.find(sms("x").text)).toBe(orderId(1));
    expect(index.find(sms("x").text)).toBeUndefined();
  });

  test("does not grow for ever", () => {
    const index = new NoticeIndex();
    index.add(Array.from({ length: 1_001 }, (_, number) => handed(number, { pickupName: `N${number}` })));
    expect(index.find(sms("x", 0, { pickupName: "N0" }).text)).toBeUndefined();
    expect(index.find(sms("x", 1, { pickupName: "N1" }).text)).toBe(orderId(1));
  });
});

let engine: LocalServer;
let asked: string | undefined;
let reply: { readonly status: number; readonly body: string };
beforeEach(async () => {
  engine = await localServer((_, response, request) => {
    asked = request.url;
    response.writeHead(reply.status).end(reply.body);
  });
});
afterEach(() => engine.close());

const ask = () => {
  const shop: Shop = { ...memoryShop().shop, endpoint: engine.url };
  return directMessages(shop, new AbortController().signal);
};

describe("the SMS that the engine sent", () => {
  test("are read from its list", async () => {
    const sms = { PhoneNumber: "+15550100001", MessageId: "sms-1", Message: "Ready", MessageAttributes: {} };
    reply = { status: 200, body: JSON.stringify({ sms_messages: { "+15550100001": [sms] }, region: "us-east-1" }) };
    expect(await ask()).toEqual([{ id: "sms-1", phoneNumber: "+15550100001", text: "Ready" }]);
    expect(asked).toBe("/_ministack/sns/sms-messages?account=000000000000&region=us-east-1");
  });

  test.each([
    [404, "not here"],
    [500, '{"sms_messages":{}}'],
    [200, "<html>"],
    [200, '{"messages":[]}'],
  ])("are not known of an engine that answers %d %s", async (status, body) => {
    reply = { status, body };
    expect(await ask()).toBeUndefined();
  });
});
