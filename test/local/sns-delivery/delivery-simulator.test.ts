import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pushPayloads } from "../../../lambda/contacts/push";
import { noticePush } from "../../../lambda/notifier/send-notice";
import { AwsApiProxy } from "../../../local/engine/aws-api-proxy";
import { DeliverySimulator } from "../../../local/sns-delivery/delivery-simulator";
import { customerOf, Inbox } from "../../../local/sns-delivery/inbox";
import { mirrorQueueName } from "../../../local/sns-delivery/mirror-subscriptions";
import { anIssue } from "../../lambda/support/issues";
import { aFinishedOrder, orderId } from "../../lambda/support/orders";
import { eachTestHasAFolder } from "../../support/folder";
import { type BareEngine, openBareEngine } from "../support/bare-engine";
import { memoryShop, type QueuesWithMessages, queuesWithMessages } from "../support/memory-shop";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:TriviaTopicArn";
const RECEIVER = "https://abc123.lambda-url.us-east-1.on.aws/";
const DEVICE = "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/shop/0123abcd-0000-4000-8000-000000000001";
const WEBHOOK = { newsletter: "trivia", protocol: "https", endpoint: "shop:webhook-receiver" };

const folder = eachTestHasAFolder();
let engine: BareEngine;
let proxy: AwsApiProxy;
let queues: QueuesWithMessages;
let inbox: Inbox;
let closing: AbortController;
let simulator: DeliverySimulator;
/** What the receiver answers to a delivery. */
let status: number;

const subscription = (protocol: string, endpoint: string) => {
  const arn = `${TOPIC}:${protocol}`;
  return { arn, topicArn: TOPIC, protocol, endpoint, attributes: {} };
};

beforeEach(async () => {
  status = 200;
  engine = await openBareEngine();
  proxy = await AwsApiProxy.open(() => engine.port);
  engine.reply = ({ path, body }, response) => {
    if (!path.startsWith("/_aws/lambda-url/abc123/")) return void response.writeHead(404).end();
    const Token = /"Token":"(\w+)"/.exec(body.toString())?.[1];
    if (Token) proxy.answer(new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: TOPIC, Token }));
    response.writeHead(Token ? 200 : status).end();
  };
  const memory = memoryShop();
  memory.subscriptions.push(subscription("https", RECEIVER), subscription("application", DEVICE));
  memory.subscriptions.push(subscription("lambda", "arn:aws:lambda:us-east-1:000000000000:function:Reader"));
  queues = queuesWithMessages(memory);
  inbox = new Inbox(join(folder(), "inbox.jsonl"));
  closing = new AbortController();
  const owners = customerOf([{ customer: "2", subscriptions: [WEBHOOK] }], new Map([[DEVICE, "3"]]));
  const shop = { ...queues.shop, endpoint: `http://127.0.0.1:${engine.port}` };
  simulator = await DeliverySimulator.open({ shop, inbox, customerOf: owners, signal: closing.signal, proxy });
});
afterEach(async () => {
  closing.abort();
  await simulator.closed();
  await proxy.close();
  await engine.close();
});

const publish = (protocol: string, Message = JSON.stringify(anIssue())) => {
  const envelope = { MessageId: randomUUID(), TopicArn: TOPIC, Message, Timestamp: new Date().toISOString() };
  const message = { ReceiptHandle: randomUUID(), Body: JSON.stringify(envelope) };
  queues.messages.set(mirrorQueueName(`${TOPIC}:${protocol}`), [message]);
};
const waiting = (protocol: string) => queues.messages.get(mirrorQueueName(`${TOPIC}:${protocol}`))?.length;
const until = async (isSo: () => boolean) => {
  for (const deadline = Date.now() + 5_000; !isSo() && Date.now() < deadline; ) await pause(10);
};
const posts = () => engine.reached.filter(({ path }) => path.startsWith("/_aws/lambda-url/")).length;

describe("the delivery simulator", () => {
  test("posts an issue to the shop's receiver, and shows it as it was sent", async () => {
    publish("https");
    await until(() => inbox.messages().length > 0 && waiting("https") === 0);
    expect(inbox.messages()).toMatchObject([
      { customer: "2", protocol: "https", newsletter: "trivia", subject: null, text: JSON.stringify(anIssue()) },
    ]);
    expect([waiting("https"), posts()]).toEqual([0, 2]);
  });

  test("leaves an issue in the queue while the receiver fails, and shows it once it was taken", async () => {
    status = 500;
    publish("https");
    await until(() => posts() >= 4);
    expect([inbox.messages(), waiting("https")]).toEqual([[], 1]);
    status = 200;
    await until(() => waiting("https") === 0);
    expect([inbox.messages().length, waiting("https")]).toEqual([1, 0]);
  });

  test("dead-letters what the receiver refuses, and shows nothing", async () => {
    status = 422;
    publish("https", "Closed tomorrow");
    await until(() => waiting("https") === 0);
    expect(queues.messages.get("SubscribersDeadLetterQueueUrl")).toMatchObject([
      { Body: expect.stringContaining("Closed tomorrow") },
    ]);
    expect(inbox.messages()).toEqual([]);
  });

  test("shows an issue on the device that is subscribed", async () => {
    publish("application");
    await until(() => inbox.messages().length > 0);
    const shown = { customer: "3", protocol: "push", newsletter: "trivia", subject: "Did you know?" };
    expect(inbox.messages()).toMatchObject([{ ...shown, text: "Coffee beans are seeds." }]);
  });

  test("shows a notice that is pushed through the proxy, with its order and customer, once", async () => {
    engine.reply = (_, response) => response.end("<PublishResult><MessageId>push-1</MessageId></PublishResult>");
    const Message = JSON.stringify(pushPayloads(noticePush(aFinishedOrder(7))));
    const body = new URLSearchParams({ Action: "Publish", TargetArn: DEVICE, Message });
    for (const _ of [1, 2]) await (await fetch(proxy.url, { method: "POST", body })).text();
    expect(inbox.messages()).toMatchObject([
      { customer: "3", protocol: "push", newsletter: null, orderId: orderId(7), text: expect.stringContaining("Ada") },
    ]);
  });
});
