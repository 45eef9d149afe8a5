import { FunctionsDoor } from "../../../local/engine/functions-door";
import { WebhookPost } from "../../../local/post-office/webhook-post";
import { anIssue } from "../../lambda/support/issues";
import { type BareEngine, openBareEngine } from "../support/bare-engine";
import { openShopReceiver, type ShopReceiver } from "../support/shop-receiver";
import { TRIVIA, twinDelivery } from "../support/twin-delivery";

const SUBSCRIPTION = `${TRIVIA}:22222222-0000-4000-8000-000000000002`;

let engine: BareEngine;
let door: FunctionsDoor;
let post: WebhookPost;
let receiver: ShopReceiver;
beforeEach(async () => {
  jest.spyOn(console, "info").mockImplementation();
  engine = await openBareEngine();
  door = await FunctionsDoor.open(() => engine.port);
  post = new WebhookPost(door);
  receiver = await openShopReceiver(door, TRIVIA);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await receiver.close();
  await door.close();
  await engine.close();
});

const deliver = (message = twinDelivery()) => post.deliver(SUBSCRIPTION, receiver.url, message);
const outcomes = () => receiver.answers.map(({ status, body }) => `${status} ${Object.values(body)[0]}`);

describe("what the post office posts to the shop's receiver", () => {
  test.each([
    ["without a subject", {}],
    ["with none", { Subject: null }],
    ["with a subject", { Subject: "Wußten Sie? ☕" }],
    ["with any text", { Message: `\n${JSON.stringify(anIssue({ text: "Kännchen\nMessageId\n☕ 🫘" }), null, 2)}\n` }],
  ])("is believed: an issue %s", async (_, changes) => {
    expect(await deliver(twinDelivery(changes))).toBe("taken");
    expect(outcomes()).toEqual(["200 confirmed", "200 taken"]);
    expect(receiver.issues).toHaveLength(1);
    expect(engine.reached).toEqual([]);
  });

  test.each([
    ["message", (body: string) => body.replace("seeds", "beans")],
    ["subject", (body: string) => body.replace("Did you hear", "Did You hear")],
    ["time", (body: string) => body.replace(/(\d)Z"/, (_, digit) => `${(Number(digit) + 1) % 10}Z"`)],
    [
      "signature",
      (body: string) => body.replace(/"Signature":"(.)/, (_, one) => `"Signature":"${one === "A" ? "B" : "A"}`),
    ],
  ])("is refused for one other character in its %s", async (_, tamper) => {
    await deliver();
    receiver.tamper = (body) => {
      expect(tamper(body)).not.toBe(body);
      return tamper(body);
    };
    expect(await deliver(twinDelivery({ Subject: "Did you hear?" }))).toBe("refused");
    expect(outcomes().at(-1)).toBe("403 unverified");
    expect(receiver.issues).toHaveLength(1);
  });

  test("is refused from another shop's post office, whose key it is not", async () => {
    await deliver();
    const other = await FunctionsDoor.open(() => engine.port);
    const stranger = new WebhookPost(other);
    expect(await stranger.deliver(SUBSCRIPTION, receiver.url, twinDelivery())).toBe("later");
    expect(outcomes().slice(2)).toEqual(["403 unverified"]);
    await other.close();
  });

  test.each(["", "{", '{"Message":"without the rest"}'])("is nothing for %p, which SNS did not send", async (Body) => {
    expect(await deliver({ Body })).toBe("refused");
    expect(receiver.posted).toEqual([]);
  });
});

describe("a receiver that does not take an issue", () => {
  test.each([
    [500, "later"],
    [503, "later"],
    [429, "later"],
    [302, "later"],
    [400, "refused"],
    [422, "refused"],
  ])("but answers %d gets it: %s", async (status, answer) => {
    await deliver();
    receiver.broken = status;
    expect(await deliver()).toBe(answer);
  });

  test("because it is not there gets it later", async () => {
    await deliver();
    const { url } = receiver;
    await receiver.close();
    expect(await post.deliver(SUBSCRIPTION, url, twinDelivery())).toBe("later");
    receiver = await openShopReceiver(door, TRIVIA);
  });

  test("but finds no issue in it does not get it again", async () => {
    expect(await deliver(twinDelivery({ Message: "Closed tomorrow" }))).toBe("refused");
    expect(outcomes()).toEqual(["200 confirmed", "422 issue"]);
  });
});
