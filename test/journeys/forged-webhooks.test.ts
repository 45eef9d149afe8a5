import { throwAwayCertificate } from "../../local/sns-delivery/throw-away-certificate";
import { signDelivery } from "../../local/sns-delivery/webhook-post";
import { readInbox } from "../../operations/inbox";
import { publishIssue } from "../../operations/publish-issue";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop } from "./shared-shop";

const shop = sharedShop();

const delivery = {
  Type: "Notification",
  MessageId: "0b1c7e52-9f0e-4d3c-8a7b-2f6d5e4c3b2a",
  TopicArn: shop.output("TriviaTopicArn"),
  Message: "{}",
  Timestamp: new Date().toISOString(),
} as const;

const send = (body: object): Promise<Response> =>
  fetch(shop.output("WebhookReceiverUrl"), {
    method: "POST",
    headers: {
      "content-type": "text/plain; charset=UTF-8",
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-message-id": delivery.MessageId,
      "x-amz-sns-topic-arn": delivery.TopicArn,
    },
    body: JSON.stringify(body),
  });

describe("the deployed webhook receiver (engine)", () => {
  it("takes what the delivery simulator signed", async () => {
    await publishIssue(shop, { newsletter: "trivia", subject: "Signed and taken", text: "Seeds." });
    await until("it is taken", A_WHILE_MS, async () =>
      (await readInbox(shop)).some(({ protocol, text }) => protocol === "https" && text.includes("Signed and taken")),
    );
  });

  it.each([
    [
      "another key with a certificate of AWS's name",
      "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    ],
    [
      "another key with a certificate of its own place",
      "http://localhost:1/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    ],
  ])("refuses what was signed with %s", async (_, certificateUrl) => {
    expect((await send(signDelivery(delivery, throwAwayCertificate(), certificateUrl))).status).toBe(403);
  });

  it("refuses what is not signed", async () => {
    const response = await send(delivery);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});
