import { customerOf } from "../../../local/sns-delivery/inbox";
import { newsletterMirrors, noticeMirror } from "../../../local/sns-delivery/mirror-subscriptions";
import { mirrorQueueOf } from "../../../operations/subscriptions";
import { type MemoryShop, memoryShop } from "../support/memory-shop";

const owners = customerOf([
  { customer: "1", subscriptions: [{ protocol: "email", endpoint: "one@example.com" }] },
  { customer: "2", subscriptions: [{ protocol: "sms", endpoint: "+15550100002" }] },
]);

let memory: MemoryShop;
beforeEach(() => {
  memory = memoryShop();
});

type Attributes = Record<string, string>;
const subscribe = (
  topic: string,
  protocol: string,
  endpoint: string,
  attributes: Attributes = {},
  listedAs?: string,
) => {
  const topicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
  const arn = listedAs ?? `${topicArn}:original-${memory.subscriptions.length}`;
  memory.subscriptions.push({ arn, topicArn, protocol, endpoint, attributes });
  return arn;
};

const mirrors = () => newsletterMirrors(memory.shop, owners);
const mirrorSubscriptions = () => memory.subscriptions.filter(({ endpoint }) => mirrorQueueOf(endpoint));

describe("the mirrors of newsletter subscriptions", () => {
  test("are one for each email and SMS subscription, on its topic, and none for anything else", async () => {
    const email = subscribe("CouponsTopicArn", "email", "one@example.com");
    const sms = subscribe("TriviaTopicArn", "sms", "+15550100002");
    const unknown = subscribe("TriviaTopicArn", "email", "unknown@example.com");
    subscribe("TriviaTopicArn", "sqs", "arn:aws:sqs:us-east-1:000000000000:Archive");
    subscribe("TriviaTopicArn", "lambda", "arn:aws:lambda:us-east-1:000000000000:function:Reader");
    expect(await mirrors()).toMatchObject([
      { newsletter: "coupons", protocol: "email", customer: "1", original: email },
      { newsletter: "trivia", protocol: "sms", customer: "2", original: sms },
      { newsletter: "trivia", protocol: "email", customer: null, original: unknown },
    ]);
    expect(mirrorSubscriptions().map(({ topicArn, protocol }) => `${topicArn.split(":").at(-1)} ${protocol}`)).toEqual([
      "CouponsTopicArn sqs",
      "TriviaTopicArn sqs",
      "TriviaTopicArn sqs",
    ]);
    expect(memory.queues.size).toBe(3);
  });

  test("are made for webhooks and devices too, with their addresses", async () => {
    const webhook = subscribe("CouponsTopicArn", "https", "https://abc.lambda-url.us-east-1.on.aws/");
    const device = subscribe("TriviaTopicArn", "application", "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/shop/1");
    expect(await mirrors()).toMatchObject([
      { protocol: "https", original: webhook, endpoint: "https://abc.lambda-url.us-east-1.on.aws/" },
      { protocol: "push", original: device, endpoint: "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/shop/1" },
    ]);
  });

  test("do not exist for a subscription that nobody has confirmed", async () => {
    subscribe("CouponsTopicArn", "email", "one@example.com", {}, "PendingConfirmation");
    expect(await mirrors()).toEqual([]);
  });

  test("have the same filter", async () => {
    const FilterPolicy = '{"audience":["students"]}';
    subscribe("CouponsTopicArn", "email", "one@example.com", { FilterPolicy, FilterPolicyScope: "MessageBody" });
    subscribe("CouponsTopicArn", "email", "two@example.com");
    await mirrors();
    expect(mirrorSubscriptions().map(({ attributes }) => attributes)).toEqual([
      { FilterPolicy, FilterPolicyScope: "MessageBody" },
      {},
    ]);
  });

  test("are made once, however often the shop opens", async () => {
    subscribe("CouponsTopicArn", "email", "one@example.com", { FilterPolicy: '{"audience":["students"]}' });
    const first = await mirrors();
    memory.changes.length = 0;
    expect(await mirrors()).toEqual(first);
    expect(memory.changes).toEqual([]);
  });

  test("follow when a filter changes, comes or goes", async () => {
    subscribe("CouponsTopicArn", "email", "one@example.com");
    await mirrors();
    const [original] = memory.subscriptions;
    if (original === undefined) throw new Error("no subscription");
    original.attributes["FilterPolicy"] = '{"audience":["students"]}';
    await mirrors();
    expect(mirrorSubscriptions()[0]?.attributes["FilterPolicy"]).toBe('{"audience":["students"]}');
    delete original.attributes["FilterPolicy"];
    await mirrors();
    expect(mirrorSubscriptions()[0]?.attributes["FilterPolicy"]).toBe("{}");
  });

  test("go when the subscription goes", async () => {
    subscribe("CouponsTopicArn", "email", "one@example.com");
    await mirrors();
    memory.subscriptions.splice(0, 1);
    expect([await mirrors(), memory.subscriptions, [...memory.queues]]).toEqual([[], [], []]);
  });
});

describe("the mirror of the notifier", () => {
  test("listens to the orders whose customer wants a notice", async () => {
    const FilterPolicy = '{"notify":["sms","push"]}';
    subscribe("OrderReadyTopicArn", "sqs", "arn:aws:sqs:us-east-1:000000000000:PickupBoard");
    const notifier = "arn:aws:lambda:us-east-1:000000000000:function:NotifierFunctionName";
    subscribe("OrderReadyTopicArn", "lambda", notifier, { FilterPolicy });
    expect(await noticeMirror(memory.shop)).toMatch(/\/Mirror-[0-9a-f]{24}$/);
    expect(mirrorSubscriptions()).toMatchObject([{ attributes: { FilterPolicy } }]);
  });

  test("is not missed where there is no notifier", async () => {
    expect(await noticeMirror(memory.shop)).toBeUndefined();
  });
});

test("the queue of a mirror is known by its name, which the command line leaves out of its lists", () => {
  expect(mirrorQueueOf("arn:aws:sqs:us-east-1:000000000000:Mirror-0123")).toBe("Mirror-0123");
  expect(mirrorQueueOf("arn:aws:sqs:us-east-1:000000000000:CouponsArchive-Mirror-1")).toBeUndefined();
});
