import type { PublishBatchCommandInput, PublishBatchCommandOutput } from "@aws-sdk/client-sns";
import { type Announcement, announce, makeDrink } from "../../../lambda/barista/serve-orders";
import { parseNotice, parseOrderReady } from "../../../lambda/messages/order-ready";
import { answeredSns } from "../support/answered-client";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../support/orders";
import { accepted } from "../support/parsed";

describe("a drink that is ready", () => {
  test.each([
    ["is the one that was ordered", { drink: "flat white", size: "small", quantity: 3, pickupName: "李雷" }],
    ["waits where its customer does", { pickupLocation: "harbour" }],
  ] as const)("%s, with the moment it was made", (_, changes) => {
    expect(makeDrink(anOrder(7, changes), new Date("2026-11-22T08:01:00Z"))).toStrictEqual(aFinishedOrder(7, changes));
  });

  test("says nothing about how to reach its customer, or anything else that was in the order", () => {
    const order = { ...anOrder(1, { notify: { sms: ADAS_PHONE } }), loyaltyCard: "gold" };
    expect(makeDrink(order, new Date("2026-11-22T08:01:00Z"))).toStrictEqual(aFinishedOrder(1));
  });
});

const { lines, facts } = eachTestLogs();
const TOPIC_ARN = "arn:aws:sns:eu-west-1:000000000000:order-ready";
const quiet = (number: number): Announcement => ({ ready: aFinishedOrder(number), notify: undefined });
const told = (number: number): Announcement => ({ ready: aFinishedOrder(number), notify: { sms: ADAS_PHONE } });

type Reply = Partial<Pick<PublishBatchCommandOutput, "Successful" | "Failed">>;

/** Announces to a topic that replies as given, or takes everything. */
const announceTo = async (
  announcements: readonly Announcement[],
  reply?: (input: PublishBatchCommandInput) => Reply,
) => {
  const requests: PublishBatchCommandInput[] = [];
  const takeAll = ({ PublishBatchRequestEntries = [] }: PublishBatchCommandInput): Reply => ({
    Successful: PublishBatchRequestEntries.map(({ Id }) => ({ Id, MessageId: `m${Id}` })),
  });
  const topic = answeredSns((input: PublishBatchCommandInput) => {
    requests.push(input);
    return (reply ?? takeAll)(input);
  });
  const announced = await announce(topic, TOPIC_ARN)(announcements);
  return { announced, requests, entries: requests.flatMap((request) => request.PublishBatchRequestEntries ?? []) };
};

/** What one protocol's subscribers are sent: their own wording, else the default. */
const wording = (message: string | undefined, protocol: string): string => {
  const payloads: Record<string, string> = JSON.parse(message ?? "{}");
  return payloads[protocol] ?? payloads["default"] ?? "";
};

describe("an announcement", () => {
  test("of ten orders is one request", async () => {
    const ten = Array.from({ length: 10 }, (_, place) => quiet(place));
    const { announced, requests } = await announceTo(ten);
    expect(requests.map(({ TopicArn }) => TopicArn)).toEqual([TOPIC_ARN]);
    expect(announced).toEqual(new Set(ten.map(({ ready }) => ready.orderId)));
  });

  test("gives the contact to the function that notifies, and to no other subscriber", async () => {
    const { entries } = await announceTo([told(1)]);
    const message = entries[0]?.Message;
    const notice = { ...aFinishedOrder(1), notify: { sms: ADAS_PHONE } };
    expect(accepted(parseNotice(wording(message, "lambda")))).toEqual(notice);
    for (const protocol of ["sqs", "email", "email-json", "http", "https", "sms", "firehose", "default"]) {
      expect(wording(message, protocol)).not.toContain(ADAS_PHONE);
      expect(accepted(parseOrderReady(wording(message, protocol)))).toEqual(aFinishedOrder(1));
    }
    expect(JSON.stringify(entries[0]?.MessageAttributes)).not.toContain(ADAS_PHONE);
  });

  test("carries the way to tell the customer, by which the notifier is chosen", async () => {
    const pushed: Announcement = { ready: aFinishedOrder(2), notify: { push: ADAS_DEVICE } };
    const { entries } = await announceTo([told(1), pushed, quiet(3)]);
    expect(entries.map(({ MessageAttributes }) => MessageAttributes)).toEqual([
      { notify: { DataType: "String", StringValue: "sms" } },
      { notify: { DataType: "String", StringValue: "push" } },
      undefined,
    ]);
  });

  test("without a contact has one wording for all", async () => {
    const { entries } = await announceTo([quiet(1)]);
    expect(JSON.parse(entries[0]?.Message ?? "")).toEqual({ default: JSON.stringify(aFinishedOrder(1)) });
    expect(entries[0]?.MessageStructure).toBe("json");
  });
});

describe("what the topic replies is read entry by entry", () => {
  const three = [quiet(1), told(2), quiet(3)];
  const taken = (Id: string) => ({ Id, MessageId: `m${Id}` });
  const refused = (Id: string) => ({ Id, Code: "Throttled", SenderFault: false });

  test.each([
    ["an entry that failed", { Successful: [taken("2"), taken("0")], Failed: [refused("1")] }, [1, 3]],
    ["an entry that is not mentioned", { Successful: [taken("0"), taken("2")] }, [1, 3]],
    ["all entries, when none is mentioned", {}, []],
    ["an entry that nobody sent, and that failed", { Successful: [taken("0")], Failed: [refused("7")] }, [1]],
    ["entries that nobody sent", { Successful: [taken("7"), taken("x"), taken("1")] }, [2]],
  ])("not announced: %s", async (_, reply, numbers) => {
    expect((await announceTo(three, () => reply)).announced).toEqual(new Set(numbers.map(orderId)));
    expect(lines()).toHaveLength("Failed" in reply ? 1 : 0);
  });

  test("a refused entry is logged by order and reason, without the contact", async () => {
    await announceTo(three, () => ({ Failed: [refused("1")] }));
    expect(facts()).toEqual([{ message: "order not announced", orderId: orderId(2), reason: "Throttled" }]);
  });

  test("a request that fails as a whole is an error", async () => {
    const away = () => {
      throw new RangeError("the topic is away");
    };
    await expect(announceTo(three, away)).rejects.toThrow(RangeError);
  });
});
