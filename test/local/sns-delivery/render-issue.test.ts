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
    expect(renderIssue({ ...mirror, protocol: "sms" }, issue)?.message).toMatchObject({
      protocol: "sms",
      subject: null,
      text: "Did you know?: Coffee beans are seeds.",
    });
  });

  test("of a message that is no issue is the message", () => {
    const byHand = delivered("Closed tomorrow", "From the owner");
    expect(renderIssue(mirror, byHand)?.message).toMatchObject({ subject: "From the owner", text: "Closed tomorrow" });
    expect(renderIssue(mirror, delivered("Closed", null))?.message).toMatchObject({ subject: null, text: "Closed" });
    const long = renderIssue({ ...mirror, protocol: "sms" }, delivered("☕".repeat(500)));
    expect(long?.message.text).toBe(`${"☕".repeat(67)}...`);
  });

  test("on a device is the subject as title, and as much of the text as one push holds", () => {
    expect(renderIssue({ ...mirror, protocol: "push" }, issue)?.message).toMatchObject({
      subject: "Did you know?",
      text: "Coffee beans\nare seeds.",
    });
    const long = renderIssue(
      { ...mirror, protocol: "push" },
      delivered(JSON.stringify(anIssue({ text: "x".repeat(9_000) }))),
    );
    expect(long?.message.text).toMatch(/^x{3500,3999}\.\.\.$/);
    const byHand = renderIssue({ ...mirror, protocol: "push" }, delivered("Closed tomorrow", "From the owner"));
    expect(byHand?.message).toMatchObject({ subject: "From the owner", text: "Closed tomorrow" });
  });

  test("by webhook is what was posted, without a subject", () => {
    const posted = JSON.stringify(anIssue());
    const webhook = { ...mirror, protocol: "https" } as const;
    expect(renderIssue(webhook, delivered(posted, "Did you know?"))?.message).toMatchObject({
      subject: null,
      text: posted,
    });
    expect(renderIssue(webhook, delivered("Closed", "Hello"))?.message).toMatchObject({
      subject: null,
      text: "Closed",
    });
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
const mirrorTo = (protocol: MirrorSubscription["protocol"], endpoint: string): MirrorSubscription => ({
  ...mirror,
  protocol,
  endpoint,
});

describe("an issue", () => {
  test.each(["email", "sms", "push"] as const)("by %s is with its customer at once", async (protocol) => {
    const { delivered, settled } = await handOver(
      mirrorTo(protocol, "somewhere"),
      MESSAGES,
      memoryShop().shop,
      undefined,
    );
    expect([delivered, settled]).toEqual([MESSAGES, MESSAGES]);
  });

  test.each(["https://example.com/hook", "https://abc.lambda-url.us-east-1.on.aws/"])(
    "does not reach a webhook that cannot be posted to, and does not pile up: %s",
    async (endpoint) => {
      const { delivered, settled } = await handOver(
        mirrorTo("https", endpoint),
        MESSAGES,
        memoryShop().shop,
        undefined,
      );
      expect([delivered, settled]).toEqual([[], MESSAGES]);
    },
  );
});
