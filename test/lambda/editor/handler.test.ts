import type { Published } from "../../../lambda/editor/publish-issue";
import { NEWSLETTERS } from "../../../lambda/messages/newsletter-issue";
import { aDraft } from "../support/issues";
import { localAws } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";

eachTestLogs();

let aws: Awaited<ReturnType<typeof localAws>>;
let handler: (event: unknown) => Promise<Published>;

beforeAll(async () => {
  aws = await localAws();
  Object.assign(process.env, aws.environment, {
    COUPONS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:coupons",
    TRIVIA_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:trivia",
    PRODUCT_UPDATES_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:product-updates",
  });
  handler = (await import("../../../lambda/editor/index")).handler;
});
afterAll(() => aws.close());

test.each(NEWSLETTERS)("the editor as it is deployed publishes %s to the topic of that name", async (newsletter) => {
  expect(await handler(aDraft({ newsletter, audience: "students" }))).toEqual({
    issueId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    newsletter,
    messageId: "published-0",
  });
  expect(Object.fromEntries(new URLSearchParams(aws.requests.at(-1)))).toMatchObject({
    Action: "Publish",
    TopicArn: `arn:aws:sns:us-east-1:000000000000:${newsletter}`,
    Subject: "Did you know?",
    MessageStructure: "json",
    "MessageAttributes.entry.1.Name": "newsletter",
    "MessageAttributes.entry.2.Name": "audience",
  });
});
