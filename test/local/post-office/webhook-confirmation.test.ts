import { FunctionsDoor } from "../../../local/engine/functions-door";
import { WebhookPost } from "../../../local/post-office/webhook-post";
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
const typesPosted = () => receiver.posted.map((body) => /"Type":"(\w+)"/.exec(body)?.[1]);

describe("the confirmation", () => {
  test("is asked for once", async () => {
    await deliver();
    await deliver();
    expect(typesPosted()).toEqual(["SubscriptionConfirmation", "Notification", "Notification"]);
    expect(outcomes()).toEqual(["200 confirmed", "200 taken", "200 taken"]);
  });

  test("comes before anything is delivered: without it the issue waits", async () => {
    receiver.tamper = (body) => body.replace('"Token":"', '"Token":"0');
    expect(await deliver()).toBe("later");
    expect(typesPosted()).toEqual(["SubscriptionConfirmation"]);
    receiver.tamper = (body) => body;
    expect(await deliver()).toBe("taken");
  });

  test("is each subscription's own", async () => {
    await deliver();
    await post.deliver(`${TRIVIA}:other`, receiver.url, twinDelivery());
    expect(typesPosted()).toEqual([
      "SubscriptionConfirmation",
      "Notification",
      "SubscriptionConfirmation",
      "Notification",
    ]);
  });

  test("is given for a token of the post office and its topic only, while it is asked for", async () => {
    const answers: (string | undefined)[] = [];
    let token = "";
    const confirm = (fields: Record<string, string>) =>
      door.answer(new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: TRIVIA, Token: token, ...fields }));
    receiver.tamper = (body) => {
      token = /"Token":"(\w+)"/.exec(body)?.[1] ?? "";
      answers.push(
        confirm({ Token: "0".repeat(128) }),
        confirm({ Token: "" }),
        confirm({ TopicArn: `${TRIVIA}x` }),
        confirm({ TopicArn: TRIVIA.slice(0, -1) }),
        confirm({ TopicArn: "" }),
        confirm({ Action: "Publish" }),
      );
      return "";
    };
    expect(await deliver()).toBe("later");
    expect(token).toHaveLength(128);
    expect(new Set(answers)).toEqual(new Set([undefined]));
    expect(confirm({})).toBeUndefined();
    receiver.tamper = (body) => {
      token = /"Token":"(\w+)"/.exec(body)?.[1] ?? token;
      answers.push(confirm({}));
      return body;
    };
    await deliver();
    expect(answers.at(-2)).toContain(`<SubscriptionArn>${SUBSCRIPTION}</SubscriptionArn>`);
  });
});
