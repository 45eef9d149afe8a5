import type { LambdaFunctionURLEvent } from "aws-lambda";
import { functionUrlEvent } from "../support/events";
import { deployed } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { ADAS, DEAD_LETTER_QUEUE, TOPICS } from "../support/membership-services";
import { snsTopics } from "../support/sns-topics";

const { facts } = eachTestLogs();
const sns = snsTopics();
const membership = deployed(
  () => import("../../../lambda/membership/index"),
  () => ({
    COUPONS_TOPIC_ARN: TOPICS.coupons,
    TRIVIA_TOPIC_ARN: TOPICS.trivia,
    PRODUCT_UPDATES_TOPIC_ARN: TOPICS["product-updates"],
    SUBSCRIBERS_DEAD_LETTER_QUEUE_ARN: DEAD_LETTER_QUEUE,
    SMS_COUNTRY_PREFIXES: "+1",
    PUSH_APPLICATION_ARNS: "",
  }),
  sns.reply,
);

const bySms = { newsletter: "product-updates", protocol: "sms", endpoint: ADAS.sms };
const at = (method: string, changes: Partial<LambdaFunctionURLEvent> = {}) =>
  membership.handler(functionUrlEvent(method, "/subscriptions", changes));

describe("the function URL of the membership function", () => {
  test("subscribes, lists and unsubscribes", async () => {
    const subscription = { newsletter: "product-updates", protocol: "sms", status: "confirmed", filter: null };
    const json = { "content-type": "application/json" };
    const subscribed = { statusCode: 201, headers: json, body: JSON.stringify({ subscription, changed: true }) };
    expect(await at("POST", { body: JSON.stringify(bySms) })).toEqual(subscribed);
    expect(sns.subscriptions).toMatchObject([{ topicArn: TOPICS["product-updates"], endpoint: ADAS.sms }]);
    const listed = { statusCode: 200, headers: json, body: JSON.stringify({ subscriptions: [subscription] }) };
    expect(await at("GET", { rawQueryString: "protocol=sms&endpoint=%2B15550142" })).toEqual(listed);
    const body = Buffer.from(JSON.stringify(bySms)).toString("base64");
    const removed = { statusCode: 200, body: JSON.stringify({ removed: true }) };
    expect(await at("DELETE", { body, isBase64Encoded: true })).toMatchObject(removed);
    expect(facts()).toEqual([
      { message: "subscribed", newsletter: "product-updates", protocol: "sms", status: "confirmed" },
      { message: "answered", status: 201 },
      { message: "answered", status: 200 },
      { message: "unsubscribed", newsletter: "product-updates", protocol: "sms" },
      { message: "answered", status: 200 },
    ]);
  });

  test.each([
    ["another country", { ...bySms, endpoint: "+4312345678" }],
    ["a device, in a shop without applications", { ...bySms, protocol: "push", endpoint: ADAS.push }],
  ])("keeps to the rules it was deployed with: %s", async (_, input) => {
    expect(await at("POST", { body: JSON.stringify(input) })).toMatchObject({ statusCode: 400 });
  });
});
