import { mirrorDelivery, TRIVIA } from "../support/mirror-delivery";
import { SUBSCRIPTION, WebhookPosting } from "../support/webhook-posting";

let posting: WebhookPosting;
beforeEach(async () => {
  jest.spyOn(console, "info").mockImplementation();
  posting = await WebhookPosting.open();
});
afterEach(() => {
  jest.restoreAllMocks();
  return posting.close();
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
    expect(await posting.deliver()).toBe("later");
    expect(typesPosted()).toEqual(["SubscriptionConfirmation"]);
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
    expect(await posting.deliver()).toBe("later");
    expect(token).toHaveLength(128);
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
