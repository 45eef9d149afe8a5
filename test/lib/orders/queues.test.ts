import { Match } from "aws-cdk-lib/assertions";
import { inTemplate } from "../in-template";
import { awsSettings, templatesWith } from "../synthesize";

const { orders: template } = templatesWith();
const { idOf, arnOf } = inTemplate(template);
const queue = (start: string) => idOf("AWS::SQS::Queue", start);

describe("the orders queue", () => {
  it("keeps an order for four days and gives it five attempts before it moves to the dead-letter queue", () => {
    template.hasResourceProperties("AWS::SQS::Queue", {
      MessageRetentionPeriod: 4 * 86_400,
      RedrivePolicy: { deadLetterTargetArn: arnOf(queue("OrdersDeadLetterQueue")), maxReceiveCount: 5 },
    });
  });

  it.each([2, 10, 900])("hides an order six times as long as a barista may take (%i s)", (seconds) => {
    const { orders } = templatesWith(awsSettings({ baristaTimeoutSeconds: seconds }));
    orders.hasResourceProperties("AWS::Lambda::Function", {
      Description: Match.stringLikeRegexp("^Makes orders"),
      Timeout: seconds,
    });
    orders.hasResourceProperties("AWS::SQS::Queue", {
      MessageRetentionPeriod: 345_600,
      VisibilityTimeout: 6 * seconds,
    });
  });

  it("has a dead-letter queue that keeps orders for 14 days and takes them from this queue alone", () => {
    const { [queue("OrdersDeadLetterQueue")]: deadLetterQueue } = template.findResources("AWS::SQS::Queue");
    expect(deadLetterQueue?.["Properties"].MessageRetentionPeriod).toBe(14 * 86_400);
    const [allowance] = Object.values(
      template.findResources("Custom::RedriveAllowance", {
        DependsOn: Match.arrayWith([Match.stringLikeRegexp("^OrdersRedriveAllowance")]),
      }),
    );
    const call = JSON.stringify(allowance?.Properties.Create);
    expect(call).toContain("byQueue");
    expect(call).toContain(queue("OrdersQueue"));
    expect(call).toContain(queue("OrdersDeadLetterQueue"));
  });

  it("outlives its stack, unless the stage says otherwise", () => {
    template.allResources("AWS::SQS::Queue", { DeletionPolicy: "Retain" });
    templatesWith(awsSettings({ onDelete: "destroy" })).orders.allResources("AWS::SQS::Queue", {
      DeletionPolicy: "Delete",
    });
  });
});

describe("every queue", () => {
  it("is encrypted and polled long", () => {
    template.allResourcesProperties("AWS::SQS::Queue", {
      SqsManagedSseEnabled: true,
      ReceiveMessageWaitTimeSeconds: 20,
    });
  });

  it("refuses whoever comes without TLS and lets nobody in but the topics that deliver to it", () => {
    const policies = Object.values(template.findResources("AWS::SQS::QueuePolicy"));
    expect(policies).toHaveLength(Object.keys(template.findResources("AWS::SQS::Queue")).length);
    for (const { Properties } of policies) {
      const [tls, ...allowed] = Properties.PolicyDocument.Statement;
      expect(tls).toMatchObject({
        Effect: "Deny",
        Action: "sqs:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
      for (const statement of allowed) {
        expect(statement).toMatchObject({
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Condition: { ArnEquals: { "aws:SourceArn": { Ref: idOf("AWS::SNS::Topic", "OrderReady") } } },
        });
      }
    }
  });
});
