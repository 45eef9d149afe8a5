import { Match } from "aws-cdk-lib/assertions";
import type { StageSettings } from "../../lib/settings/stage-settings";
import { awsSettings, templatesWith } from "./synthesize";

describe("a webhook", () => {
  const wish = { newsletter: "trivia", protocol: "https", endpoint: "https://partner.example.com/coffee" } as const;
  const stackWith = (subscriptions: StageSettings["subscribers"][number]["subscriptions"], settings = {}) =>
    templatesWith(awsSettings({ subscribers: [{ customer: "partner", subscriptions }], ...settings })).newsletters;

  it("is tried up to 50 times within the hour that SNS allows, no faster than its owner wants, as JSON", () => {
    const template = stackWith([{ ...wish, filter: null, delivery: { maxReceivesPerSecond: 5 } }]);
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "https",
      Endpoint: wish.endpoint,
      RawMessageDelivery: Match.absent(),
      DeliveryPolicy: {
        healthyRetryPolicy: { numRetries: 50, minDelayTarget: 20, maxDelayTarget: 60, backoffFunction: "exponential" },
        throttlePolicy: { maxReceivesPerSecond: 5 },
      },
    });
  });

  it("gets the issues its filter lets through", () => {
    const filter = { scope: "body", policy: { subject: [{ prefix: "New" }] } } as const;
    stackWith([{ ...wish, filter }]).hasResourceProperties("AWS::SNS::Subscription", {
      FilterPolicy: { subject: [{ prefix: "New" }] },
      FilterPolicyScope: "MessageBody",
    });
  });

  it("of the shop itself is deployed when a stage wants it, and trusts the certificates of AWS alone", () => {
    const template = stackWith([{ ...wish, endpoint: "shop:webhook-receiver", filter: null }], {
      webhookReceiver: true,
    });
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "https",
      Endpoint: { "Fn::GetAtt": [Match.stringLikeRegexp("^WebhookReceiver"), "FunctionUrl"] },
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { TOPIC_ARNS: Match.anyValue(), CERTIFICATE_ORIGIN: Match.absent() } },
    });
  });

  it("of the shop itself cannot be subscribed where it is not deployed", () => {
    expect(() => stackWith([{ ...wish, endpoint: "shop:webhook-receiver", filter: null }])).toThrow(
      /this stage has no receiver/,
    );
  });
});
