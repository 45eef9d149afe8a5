import { Match } from "aws-cdk-lib/assertions";
import { inTemplate } from "../in-template";
import { templatesWith } from "../synthesize";

const { orders: template } = templatesWith();
const { idOf, arnOf } = inTemplate(template);
const queue = (start: string) => idOf("AWS::SQS::Queue", start);

describe("the order-ready topic", () => {
  it("signs with SHA-256, is encrypted and refuses publishers without TLS", () => {
    template.hasResourceProperties("AWS::SNS::Topic", { SignatureVersion: "2", KmsMasterKeyId: "alias/aws/sns" });
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: {
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      },
    });
  });

  it("lets nobody publish by its policy: who may is up to the permissions of each function", () => {
    const policies = Object.values(template.findResources("AWS::SNS::TopicPolicy"));
    expect(policies).toHaveLength(1);
    for (const { Properties } of policies) {
      for (const { Effect } of Properties.PolicyDocument.Statement) expect(Effect).toBe("Deny");
    }
  });

  it("keeps for 14 days what it cannot deliver to a subscriber", () => {
    template.resourceCountIs("AWS::SNS::Subscription", 2);
    template.allResourcesProperties("AWS::SNS::Subscription", {
      RedrivePolicy: { deadLetterTargetArn: arnOf(queue("Undelivered")) },
    });
  });

  it("tells the pickup board everything and the notifier only of orders whose customer wants to be told", () => {
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "sqs",
      FilterPolicy: Match.absent(),
      RawMessageDelivery: true,
    });
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "lambda",
      FilterPolicy: { notify: ["sms", "push"] },
    });
  });
});

describe("the order idempotency store", () => {
  it("forgets by itself and can be restored", () => {
    template.hasResource("AWS::DynamoDB::GlobalTable", {
      DeletionPolicy: "Retain",
      Properties: {
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
        Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
      },
    });
  });
});
