import { AwsApiProxy } from "../../../local/engine/aws-api-proxy";
import { WebhookPost } from "../../../local/sns-delivery/webhook-post";
import { anIssue } from "../../lambda/support/issues";
import { mirrorDelivery, openShopReceiver, SUBSCRIPTION, TRIVIA, WebhookPosting } from "../support/webhook-posting";

let posting: WebhookPosting;
beforeEach(async () => {
  jest.spyOn(console, "info").mockImplementation();
  posting = await WebhookPosting.open();
});
afterEach(() => {
  jest.restoreAllMocks();
  return posting.close();
});

describe("what the delivery simulator posts to the shop's receiver", () => {
  test.each([
    ["without a subject", {}],
    ["with none", { Subject: null }],
    ["with a subject", { Subject: "Wußten Sie? ☕" }],
    ["with any text", { Message: `\n${JSON.stringify(anIssue({ text: "Kännchen\nMessageId\n☕ 🫘" }), null, 2)}\n` }],
  ])("is believed: an issue %s", async (_, changes) => {
    expect(await posting.deliver(mirrorDelivery(changes))).toBe("taken");
    expect([posting.outcomes(), posting.receiver.issues.length]).toEqual([["200 confirmed", "200 taken"], 1]);
    expect(posting.engine.reached).toEqual([]);
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
    await posting.deliver();
    posting.receiver.tamper = (body) => {
      expect(tamper(body)).not.toBe(body);
      return tamper(body);
    };
    expect(await posting.deliver(mirrorDelivery({ Subject: "Did you hear?" }))).toBe("refused");
    expect([posting.outcomes().at(-1), posting.receiver.issues.length]).toEqual(["403 unverified", 1]);
  });

  test("is refused from another shop's delivery simulator, whose key it is not", async () => {
    await posting.deliver();
    const other = await AwsApiProxy.open(() => posting.engine.port);
    const otherPost = new WebhookPost(other);
    expect(await otherPost.deliver(SUBSCRIPTION, posting.receiver.url, mirrorDelivery())).toBe("later");
    expect(posting.outcomes().slice(2)).toEqual(["403 unverified"]);
    await other.close();
  });

  test.each(["", "{", '{"Message":"without the rest"}'])("is nothing for %p, which SNS did not send", async (Body) => {
    expect([await posting.deliver({ Body }), posting.receiver.posted]).toEqual(["refused", []]);
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
    await posting.deliver();
    posting.receiver.broken = status;
    expect(await posting.deliver()).toBe(answer);
  });

  test("because it is not there gets it later", async () => {
    await posting.deliver();
    const { url } = posting.receiver;
    await posting.receiver.close();
    expect(await posting.post.deliver(SUBSCRIPTION, url, mirrorDelivery())).toBe("later");
    posting.receiver = await openShopReceiver(posting.proxy, TRIVIA);
  });

  test("but finds no issue in it does not get it again", async () => {
    expect(await posting.deliver(mirrorDelivery({ Message: "Closed tomorrow" }))).toBe("refused");
    expect(posting.outcomes()).toEqual(["200 confirmed", "422 issue"]);
  });
});

const typesPosted = () => posting.receiver.posted.map((body) => /"Type":"(\w+)"/.exec(body)?.[1]);

describe("the confirmation", () => {
  test("is asked for once", async () => {
    await posting.deliver();
    await posting.deliver();
    expect(typesPosted()).toEqual(["SubscriptionConfirmation", "Notification", "Notification"]);
    expect(posting.outcomes()).toEqual(["200 confirmed", "200 taken", "200 taken"]);
  });

  test("comes before anything is delivered: without it the issue waits", async () => {
    posting.receiver.tamper = (body) => body.replace('"Token":"', '"Token":"0');
    expect([await posting.deliver(), typesPosted()]).toEqual(["later", ["SubscriptionConfirmation"]]);
    posting.receiver.tamper = (body) => body;
    expect(await posting.deliver()).toBe("taken");
  });

  test("is each subscription's own", async () => {
    await posting.deliver();
    await posting.post.deliver(`${TRIVIA}:other`, posting.receiver.url, mirrorDelivery());
    expect(typesPosted()).toEqual([
      "SubscriptionConfirmation",
      "Notification",
      "SubscriptionConfirmation",
      "Notification",
    ]);
  });

  test("is given for a token of the delivery simulator and its topic only, while it is asked for", async () => {
    const answers: (string | undefined)[] = [];
    let token = "";
    const confirm = (fields: Record<string, string>) =>
      posting.proxy.answer(
        new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: TRIVIA, Token: token, ...fields }),
      );
    posting.receiver.tamper = (body) => {
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
    expect([await posting.deliver(), token.length]).toEqual(["later", 128]);
    expect(new Set(answers)).toEqual(new Set([undefined]));
    expect(confirm({})).toBeUndefined();
    posting.receiver.tamper = (body) => {
      token = /"Token":"(\w+)"/.exec(body)?.[1] ?? token;
      answers.push(confirm({}));
      return body;
    };
    await posting.deliver();
    expect(answers.at(-2)).toContain(`<SubscriptionArn>${SUBSCRIPTION}</SubscriptionArn>`);
  });
});
