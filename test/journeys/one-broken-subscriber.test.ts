import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { DeleteEndpointCommand, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { engineMessages } from "../../operations/engine-messages";
import { readInbox } from "../../operations/inbox";
import { publishIssue } from "../../operations/publish-issue";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop } from "./shared-shop";
import { membership, newDevice, readerLog } from "./shop-functions";

const shop = sharedShop();

const PEOPLE = ["1 email", "1 https", "1 push", "1 sms"];

/** Which of the sample subscribers of the coupons got an issue: people by customer and protocol, the archive, the reader. */
const whoGot = async (mark: string, issueId: string): Promise<string[]> => {
  const people = (await readInbox(shop)).filter(
    ({ customer, subject, text }) => customer === "1" && `${subject}${text}`.includes(mark),
  );
  const archive = (await engineMessages(shop, shop.output("CouponsArchiveQueueUrl"))) ?? [];
  return [
    ...people.map(({ customer, protocol }) => `${customer} ${protocol}`),
    ...(archive.some(({ Body }) => Body.includes(issueId)) ? ["archive"] : []),
    ...((await readerLog(shop)).some((line) => line.includes(issueId)) ? ["reader"] : []),
  ].sort();
};

let issues = 0;
const publishWhileBroken = async (broken: string) => {
  const mark = `With one broken ${++issues}`;
  const { issueId } = await publishIssue(shop, { newsletter: "coupons", subject: mark, text: "Seeds." });
  const others = [...PEOPLE, "archive", "reader"].filter((one) => one !== broken);
  await until("all the others have it", A_WHILE_MS, async () => (await whoGot(mark, issueId)).length >= others.length);
  expect(await whoGot(mark, issueId)).toEqual(others);
  return { mark, issueId };
};

/** A function whose entry point is missing fails whenever it is called. */
const withBroken = async (FunctionName: string, work: () => Promise<unknown>): Promise<void> => {
  const set = (Handler: string) => shop.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler }));
  await set("missing.handler");
  try {
    await work();
  } finally {
    await set("index.handler");
  }
};

describe("one broken subscriber changes nothing for the others (engine and delivery simulator)", () => {
  it("when it is a function", () =>
    withBroken(shop.output("NewsletterReaderFunctionName"), () => publishWhileBroken("reader")));

  it("when it is a webhook, which gets the issue once it is well again", async () => {
    let missed: { mark: string; issueId: string } | undefined;
    await withBroken(shop.output("WebhookReceiverFunctionName"), async () => {
      missed = await publishWhileBroken("1 https");
    });
    const { mark, issueId } = missed ?? { mark: "", issueId: "" };
    await until("the webhook has caught up", A_WHILE_MS, async () => (await whoGot(mark, issueId)).includes("1 https"));
  });

  it("when it is a queue that is gone", async () => {
    const gone = `${shop
      .output("CouponsTopicArn")
      .replace(":sns:", ":sqs:")
      .replace(/[^:]+$/, "")}QueueThatIsGone`;
    const { SubscriptionArn } = await shop.sns.send(
      new SubscribeCommand({
        TopicArn: shop.output("CouponsTopicArn"),
        Protocol: "sqs",
        Endpoint: gone,
        ReturnSubscriptionArn: true,
      }),
    );
    try {
      await publishWhileBroken("nobody of the samples");
    } finally {
      await shop.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    }
  });

  it("when it is a device that is gone", async () => {
    const endpoint = await newDevice(shop, "device-that-breaks");
    const input = { newsletter: "coupons", protocol: "push", endpoint };
    await membership(shop, "POST", input);
    try {
      await shop.sns.send(new DeleteEndpointCommand({ EndpointArn: endpoint.replace(":endpoint/", ":app/") }));
      await publishWhileBroken("nobody of the samples");
    } finally {
      await membership(shop, "DELETE", input);
    }
  });
});
