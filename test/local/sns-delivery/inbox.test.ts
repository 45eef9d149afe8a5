import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pushPayloads } from "../../../lambda/contacts/push";
import { noticePush } from "../../../lambda/notifier/send-notice";
import { directPushes, pushOf } from "../../../local/sns-delivery/direct-pushes";
import { customerOf, Inbox } from "../../../local/sns-delivery/inbox";
import { ownerOf } from "../../../operations/subscriptions";
import { ADAS_DEVICE, aFinishedOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFolder } from "../../support/folder";

const folder = eachTestHasAFolder();
const file = () => join(folder(), "inbox.jsonl");

const delivery = (id: string, text = id) => ({
  id,
  message: {
    customer: "1",
    protocol: "email" as const,
    newsletter: "coupons",
    subject: "Half price",
    text,
    receivedAt: "2026-11-22T08:00:00.000Z",
  },
});

const texts = (inbox: Inbox) => inbox.messages().map(({ text }) => text);

describe("the inbox", () => {
  test("shows each delivery once, in the order they arrived", () => {
    const inbox = new Inbox(file());
    inbox.deliver([delivery("a"), delivery("b")]);
    inbox.deliver([delivery("a", "again"), delivery("c")]);
    expect([texts(inbox), inbox.has("a"), inbox.has("d")]).toEqual([["a", "b", "c"], true, false]);
  });

  test("is the same after a restart, and still knows what it has", () => {
    new Inbox(file()).deliver([delivery("a"), delivery("b")]);
    const restarted = new Inbox(file());
    restarted.deliver([delivery("b", "again")]);
    expect(texts(restarted)).toEqual(["a", "b"]);
    expect(restarted.messages()).toEqual([delivery("a").message, delivery("b").message]);
  });

  test("makes room for newer messages, and does not take the old ones for new", () => {
    const inbox = new Inbox(file(), 2);
    inbox.deliver([delivery("a"), delivery("b"), delivery("c")]);
    inbox.deliver([delivery("a")]);
    expect([texts(inbox), texts(new Inbox(file(), 2))]).toEqual([
      ["b", "c"],
      ["b", "c"],
    ]);
  });

  test("knows what made room while somebody asks for it, and forgets the rest in time", () => {
    const inbox = new Inbox(file(), 2);
    inbox.deliver([delivery("asked for"), delivery("long ago")]);
    for (let number = 1; number <= 40; number++) {
      inbox.deliver([delivery(`${number}`)]);
      expect(inbox.has("asked for")).toBe(true);
    }
    expect(["long ago", "1", "25", "40"].filter((id) => inbox.has(id))).toEqual(["25", "40"]);
    expect(inbox.count).toBe(42);
  });

  test("writes down no message twice", () => {
    const inbox = new Inbox(file());
    inbox.deliver([delivery("a")]);
    inbox.deliver([delivery("a")]);
    expect(readFileSync(file(), "utf8").trimEnd().split("\n")).toHaveLength(1);
  });
});

const RECEIVER = "shop:webhook-receiver";
const SET_DEVICE = ADAS_DEVICE.replace(/1$/, "4");
const settings = [
  { customer: "1", subscriptions: [{ newsletter: "coupons", protocol: "https", endpoint: RECEIVER }] },
  {
    customer: "2",
    subscriptions: [
      { newsletter: "trivia", protocol: "https", endpoint: RECEIVER },
      { newsletter: "trivia", protocol: "https", endpoint: "https://example.com/hook" },
      { newsletter: "trivia", protocol: "email", endpoint: "two@example.com" },
    ],
  },
  { customer: "4", subscriptions: [{ newsletter: "coupons", protocol: "push", endpoint: SET_DEVICE }] },
];
const owner = customerOf(settings, new Map([[ADAS_DEVICE, "3"]]));
const RECEIVER_ON_ENGINE = "http://abc123.lambda-url.us-east-1.localhost:4566/";
const URL_OF_RECEIVER = "https://abc123.lambda-url.us-east-1.on.aws/";

describe("the owner", () => {
  test.each([
    ["of an address", "email", "two@example.com", "trivia", "2"],
    ["of an address, whatever comes there", "email", "two@example.com", undefined, "2"],
    ["of an address by another protocol", "sms", "two@example.com", "trivia", null],
    ["of a device", "push", ADAS_DEVICE, undefined, "3"],
    ["of another device", "push", ADAS_DEVICE.replace(/1$/, "2"), undefined, null],
    ["of the shared receiver, by newsletter", "https", URL_OF_RECEIVER, "coupons", "1"],
    ["of the shared receiver, by another newsletter", "https", URL_OF_RECEIVER, "trivia", "2"],
    ["of the receiver, for nobody's newsletter", "https", URL_OF_RECEIVER, "product-updates", null],
    ["of a device in the settings", "push", SET_DEVICE, "coupons", "4"],
    ["of a webhook elsewhere", "https", "https://example.com/hook", "trivia", "2"],
    ["of an unknown webhook", "https", "https://example.com/?.lambda-url.", "coupons", null],
    ["of what is no address at all", "https", "no address", "coupons", null],
  ] as const)("%s", (_, protocol, endpoint, newsletter, customer) =>
    expect(owner(protocol, endpoint, newsletter)).toBe(customer),
  );

  test("is found by the names that SNS has for protocols", () => {
    expect(ownerOf(settings, { newsletter: "trivia", protocol: "http", endpoint: RECEIVER_ON_ENGINE })).toBe("2");
    expect(ownerOf(settings, { newsletter: "coupons", protocol: "application", endpoint: SET_DEVICE })).toBe("4");
  });
});

const owners = customerOf([], new Map([[ADAS_DEVICE, "1"]]));
const MESSAGE = JSON.stringify({ default: "Ready", ...pushPayloads(noticePush(aFinishedOrder(7))) });
const ANSWER = "<PublishResponse><PublishResult><MessageId>push-1</MessageId></PublishResult></PublishResponse>";

const pushes = (changes: Record<string, string> = {}, answer = ANSWER) => {
  const fields = { Action: "Publish", TargetArn: ADAS_DEVICE, Message: MESSAGE, ...changes };
  return directPushes({ form: new URLSearchParams(fields), answer }, owners);
};

describe("what the notifier pushes to a device", () => {
  test("is recorded with its order and its customer", () => {
    expect(pushes()).toEqual([
      {
        id: "push-1",
        message: {
          customer: "1",
          protocol: "push",
          newsletter: null,
          subject: "Decoupled Coffee",
          text: "Ada, your medium latte is ready.",
          receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          orderId: orderId(7),
        },
      },
    ]);
  });

  test("belongs to nobody when nobody registered the device", () => {
    expect(pushes({ TargetArn: ADAS_DEVICE.replace(/1$/, "2") })).toMatchObject([{ message: { customer: null } }]);
  });

  test("has no order when the app is told of none", () => {
    const GCM = JSON.stringify({ fcmV1Message: { message: { notification: { title: "T", body: "B" } } } });
    const [push] = pushes({ Message: JSON.stringify({ GCM }) });
    expect(push?.message).toMatchObject({ subject: "T", text: "B" });
    expect(push?.message).not.toHaveProperty("orderId");
  });
});

describe("any other call", () => {
  test.each([
    [{ Action: "DeleteEndpoint" }, ANSWER],
    [{ Message: "Ready" }, ANSWER],
    [{}, "<PublishResponse/>"],
  ])("is no push: %p", (changes, answer) => expect(pushes(changes as Record<string, string>, answer)).toEqual([]));

  test("is no push: to a topic, or to a phone", () => {
    for (const to of [{ TopicArn: "arn:aws:sns:us-east-1:000000000000:Trivia" }, { PhoneNumber: "+15550100001" }]) {
      const form = new URLSearchParams({ Action: "Publish", Message: MESSAGE, ...(to as Record<string, string>) });
      expect(directPushes({ form, answer: ANSWER }, owners)).toEqual([]);
    }
  });

  const NOTHING = ["", "{", "[]", '{"GCM":{}}', '{"GCM":"{"}', '{"GCM":"{\\"notification\\":{}}"}', '{"APNS":"{}"}'];
  test.each(NOTHING)("shows nothing on a device: %p", (message) => expect(pushOf(message)).toBeUndefined());
});
