import { handOver } from "../../../local/sns-delivery/hand-over";
import type { MirrorSubscription } from "../../../local/sns-delivery/mirror-subscriptions";
import { renderIssue } from "../../../local/sns-delivery/render-issue";
import { anIssue } from "../../lambda/support/issues";
import { memoryShop } from "../support/memory-shop";

const mirror = {
  newsletter: "trivia",
  protocol: "email",
  customer: "2",
  original: "arn:aws:sns:us-east-1:000000000000:Trivia:1",
  queueUrl: "http://localhost:4566/000000000000/Mirror-1",
} as const;

const delivered = (message: string, subject?: string | null) => ({
  Body: JSON.stringify({ Type: "Notification", MessageId: "sns-1", Message: message, Subject: subject }),
  Attributes: { SentTimestamp: "1795334460000" },
});

const issue = delivered(JSON.stringify(anIssue({ subject: "Did you know?", text: "Coffee beans\nare seeds." })));

describe("what a customer reads", () => {
  test("by email is the subject and the whole text", () => {
    expect(renderIssue(mirror, issue)).toEqual({
      id: `sns-1 ${mirror.original}`,
      message: {
        customer: "2",
        protocol: "email",
        newsletter: "trivia",
        subject: "Did you know?",
        text: "Coffee beans\nare seeds.\n\nDecoupled Coffee, trivia",
        receivedAt: "2026-11-22T08:01:00.000Z",
      },
    });
  });

  test("by SMS is one line of text without a subject of its own", () => {
    const read = { protocol: "sms", subject: null, text: "Did you know?: Coffee beans are seeds." };
    expect(renderIssue({ ...mirror, protocol: "sms" }, issue)?.message).toMatchObject(read);
  });

  test("of a message that is no issue is the message", () => {
    const byHand = delivered("Closed tomorrow", "From the owner");
    expect(renderIssue(mirror, byHand)?.message).toMatchObject({ subject: "From the owner", text: "Closed tomorrow" });
    expect(renderIssue(mirror, delivered("Closed", null))?.message).toMatchObject({ subject: null, text: "Closed" });
    const long = renderIssue({ ...mirror, protocol: "sms" }, delivered("☕".repeat(500)));
    expect(long?.message.text).toBe(`${"☕".repeat(67)}...`);
  });

  test("on a device is the subject as title, and as much of the text as one push holds", () => {
    const device = { ...mirror, protocol: "push" } as const;
    const shown = { subject: "Did you know?", text: "Coffee beans\nare seeds." };
    expect(renderIssue(device, issue)?.message).toMatchObject(shown);
    const long = renderIssue(device, delivered(JSON.stringify(anIssue({ text: "x".repeat(9_000) }))));
    expect(long?.message.text).toMatch(/^x{3500,3999}\.\.\.$/);
    const byHand = renderIssue(device, delivered("Closed tomorrow", "From the owner"));
    expect(byHand?.message).toMatchObject({ subject: "From the owner", text: "Closed tomorrow" });
  });

  test("by webhook is what was posted, without a subject", () => {
    const posted = JSON.stringify(anIssue());
    const webhook = { ...mirror, protocol: "https" } as const;
    for (const text of [posted, "Closed"]) {
      expect(renderIssue(webhook, delivered(text, "Did you know?"))?.message).toMatchObject({ subject: null, text });
    }
  });

  test.each(["", "{", "[]", '{"Message":"without an id"}'])("of %p is nothing", (Body) => {
    expect(renderIssue(mirror, { Body })).toBeUndefined();
  });

  test("is told apart by message and subscription", () => {
    const other = { ...mirror, original: "arn:aws:sns:us-east-1:000000000000:Trivia:2" };
    expect(renderIssue(other, issue)?.id).not.toBe(renderIssue(mirror, issue)?.id);
    expect(renderIssue(mirror, issue)?.id).toBe(renderIssue(mirror, issue)?.id);
  });
});

const MESSAGES = [{ Body: "{}" }];
const handedOver = async (protocol: MirrorSubscription["protocol"], endpoint: string) => {
  const subscription = { ...mirror, protocol, endpoint };
  const { delivered, settled } = await handOver(subscription, MESSAGES, memoryShop().shop, undefined);
  return [delivered, settled];
};

describe("an issue", () => {
  test.each(["email", "sms", "push"] as const)("by %s is with its customer at once", async (protocol) => {
    expect(await handedOver(protocol, "somewhere")).toEqual([MESSAGES, MESSAGES]);
  });

  const HOOKS = ["https://example.com/hook", "https://abc.lambda-url.us-east-1.on.aws/"];
  test.each(HOOKS)("does not reach a webhook that cannot be posted to, and does not pile up: %s", async (endpoint) => {
    expect(await handedOver("https", endpoint)).toEqual([[], MESSAGES]);
  });
});
