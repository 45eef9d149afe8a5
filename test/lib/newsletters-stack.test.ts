import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { CfnSubscription, Topic } from "aws-cdk-lib/aws-sns";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { IdempotencyTable } from "../../lib/messaging/idempotency-table";
import { WebhookReceiver } from "../../lib/newsletters/webhook-receiver";
import type { StageSettings } from "../../lib/settings/stage-settings";
import { awsSettings, newApp, templatesWith } from "./synthesize";

const subscriptions: StageSettings["subscribers"][number]["subscriptions"] = [
  { newsletter: "trivia", protocol: "email", endpoint: "ada@example.com", filter: null },
  { newsletter: "product-updates", protocol: "sms", endpoint: "+15550100007", filter: null },
];

const { newsletters: bare } = templatesWith();
const settings = awsSettings({ subscribers: [{ customer: "regular-7", subscriptions }] });
const { newsletters: withCustomers } = templatesWith(settings);

describe("the three newsletters", () => {
  it("are three topics that sign with SHA-256 and are encrypted", () => {
    bare.resourceCountIs("AWS::SNS::Topic", NEWSLETTERS.length);
    bare.allResourcesProperties("AWS::SNS::Topic", { SignatureVersion: "2", KmsMasterKeyId: "alias/aws/sns" });
  });

  it("each have an archive and the reader for subscribers, and without customers nobody else", () => {
    const subscriptions = Object.values(bare.findResources("AWS::SNS::Subscription"));
    expect(
      subscriptions.map(({ Properties }) => `${Properties.TopicArn.Ref.slice(0, 6)} ${Properties.Protocol}`).sort(),
    ).toEqual(["Coupon lambda", "Coupon sqs", "Produc lambda", "Produc sqs", "Trivia lambda", "Trivia sqs"]);
  });

  it("lose nothing that a subscriber does not take: every subscription has a redrive policy", () => {
    const [undelivered] = Object.keys(withCustomers.findResources("AWS::SQS::Queue")).filter((id) =>
      /^Undelivered/.test(id),
    );
    withCustomers.allResourcesProperties("AWS::SNS::Subscription", {
      RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": [undelivered, "Arn"] } },
    });
  });

  it("may deliver to the dead-letter queue of the subscribers, each topic by its name", () => {
    const policy = Object.values(bare.findResources("AWS::SQS::QueuePolicy")).find(({ Properties }) =>
      JSON.stringify(Properties.Queues).includes("Undelivered"),
    );
    const sources = Object.keys(bare.findResources("AWS::SNS::Topic")).map((Ref) => ({
      Condition: { ArnEquals: { "aws:SourceArn": { Ref } } },
    }));
    expect(policy?.Properties.PolicyDocument.Statement.slice(1)).toMatchObject(sources);
  });
});

describe("a customer", () => {
  it("is subscribed to what the settings say", () => {
    for (const [topic, Protocol, Endpoint] of [
      ["Trivia", "email", "ada@example.com"],
      ["ProductUpdates", "sms", "+15550100007"],
    ]) {
      const TopicArn = { Ref: Match.stringLikeRegexp(`^${topic}`) };
      withCustomers.hasResourceProperties("AWS::SNS::Subscription", { TopicArn, Protocol, Endpoint });
    }
  });

  it("appears in ids under the pseudonym, never with an address", () => {
    const ids = Object.keys(withCustomers.toJSON().Resources).join(" ");
    expect(ids).toContain("CustomerRegular7TriviaEmail");
    expect(ids).not.toMatch(/ada|example|15550100/i);
  });
});

const many = (count: number) =>
  awsSettings({
    subscribers: Array.from({ length: count }, (_, place) => ({
      customer: `c${place}`,
      subscriptions: [{ newsletter: "trivia", protocol: "email", endpoint: `c${place}@example.com`, filter: null }],
    })),
  });

describe("the subscribers file", () => {
  it("may be as long as the stack has room, and says before the deployment when it is longer", () => {
    expect(Object.keys(templatesWith(many(460)).newsletters.toJSON().Resources)).toHaveLength(499);
    expect(() => templatesWith(many(480))).toThrow(
      /^stage production: its subscribersFile has 480 subscriptions, .* room for 460 of them .* at run time: npm run shop -- subscribe/,
    );
  });

  it("is not half obeyed when the CDK is there twice", () => {
    const instances = Object.defineProperty(CfnSubscription, Symbol.hasInstance, {
      value: () => false,
      configurable: true,
    });
    expect(() => templatesWith(many(1))).toThrow(
      /C0\/TriviaEmail: not the CDK's own subscription, .* \(is aws-cdk-lib installed twice\? npm ls aws-cdk-lib\)$/,
    );
    Reflect.deleteProperty(instances, Symbol.hasInstance);
  });
});

it("the editor may publish to the three topics and nothing else", () => {
  const policy = Object.values(bare.findResources("AWS::IAM::Policy")).find(({ Properties }) =>
    /^EditorRole/.test(Properties.PolicyName),
  );
  expect(policy?.Properties.PolicyDocument.Statement.slice(1)).toEqual([
    {
      Effect: "Allow",
      Action: "sns:Publish",
      Resource: ["Coupons", "ProductUpdates", "Trivia"].map((start) => ({
        Ref: Object.keys(bare.findResources("AWS::SNS::Topic")).find((id) => id.startsWith(start)),
      })),
    },
  ]);
});

describe("the trivia of the day", () => {
  it("is off by default", () => {
    bare.resourceCountIs("AWS::Scheduler::Schedule", 0);
  });

  it("is published when the settings say so, and keeps a call that failed", () => {
    const triviaOfTheDay = { cron: "30 7 * * ? *", timeZone: "Asia/Tokyo" };
    const on = templatesWith(awsSettings({ triviaOfTheDay })).newsletters;
    on.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "cron(30 7 * * ? *)",
      ScheduleExpressionTimezone: "Asia/Tokyo",
      Target: {
        Input: '{"triviaOfTheDay":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^Undelivered"), "Arn"] } },
      },
    });
    on.resourceCountIs("AWS::Lambda::EventInvokeConfig", 2);
  });
});

describe("a webhook", () => {
  const endpoint = "https://partner.example.com/coffee";
  const subscription = { newsletter: "trivia", protocol: "https", endpoint } as const;
  const ofTheShop = { ...subscription, endpoint: "shop:webhook-receiver", filter: null };
  const stackWith = (subscriptions: StageSettings["subscribers"][number]["subscriptions"], settings = {}) =>
    templatesWith(awsSettings({ subscribers: [{ customer: "partner", subscriptions }], ...settings })).newsletters;

  it("is tried up to 50 times within the hour that SNS allows, no faster than its owner wants, as JSON", () => {
    const template = stackWith([{ ...subscription, filter: null, delivery: { maxReceivesPerSecond: 5 } }]);
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "https",
      Endpoint: subscription.endpoint,
      RawMessageDelivery: Match.absent(),
      DeliveryPolicy: {
        healthyRetryPolicy: { numRetries: 50, minDelayTarget: 20, maxDelayTarget: 60, backoffFunction: "exponential" },
        throttlePolicy: { maxReceivesPerSecond: 5 },
      },
    });
  });

  it("gets the issues its filter lets through", () => {
    const filter = { scope: "body", policy: { subject: [{ prefix: "New" }] } } as const;
    stackWith([{ ...subscription, filter }]).hasResourceProperties("AWS::SNS::Subscription", {
      FilterPolicy: { subject: [{ prefix: "New" }] },
      FilterPolicyScope: "MessageBody",
    });
  });

  it("of the shop itself is deployed when a stage wants it, and trusts the certificates of AWS alone", () => {
    const template = stackWith([ofTheShop], { webhookReceiver: true });
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "https",
      Endpoint: { "Fn::GetAtt": [Match.stringLikeRegexp("^WebhookReceiver"), "FunctionUrl"] },
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { TOPIC_ARNS: Match.anyValue(), CERTIFICATE_ORIGIN: Match.absent() } },
    });
  });

  it("is signed by the SNS of the topics' partition, wherever the shop is deployed", () => {
    stackWith([], { webhookReceiver: true }).hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { TOPIC_ARNS: Match.anyValue(), DNS_SUFFIX: { Ref: "AWS::URLSuffix" } } },
    });
  });

  it.each([
    ["eusc-de-east-1", "amazonaws.eu"],
    ["us-iso-east-1", "c2s.ic.gov"],
    ["mars-east-1", "the CDK does not know the region mars-east-1"],
  ])("from topics of elsewhere is verified as the CDK knows their region: %s", (region, expected) => {
    const stack = new Stack(newApp(), "Partner");
    const topics = [Topic.fromTopicArn(stack, "Topic", `arn:aws-x:sns:${region}:123456789012:trivia`)];
    const receiver = () =>
      new WebhookReceiver(stack, "Receiver", {
        topics,
        idempotency: new IdempotencyTable(stack, "Taken"),
        trustLocalDeliverySimulator: false,
        logRetentionDays: 14,
      });
    if (expected.includes(" ")) expect(receiver).toThrow(expected);
    else {
      receiver();
      Template.fromStack(stack).hasResourceProperties("AWS::Lambda::Function", {
        Environment: { Variables: { DNS_SUFFIX: expected } },
      });
    }
  });

  it("of the shop itself cannot be subscribed where it is not deployed", () => {
    expect(() => stackWith([ofTheShop])).toThrow(/this stage has no receiver/);
  });
});
