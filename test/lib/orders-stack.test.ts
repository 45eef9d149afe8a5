import { Match } from "aws-cdk-lib/assertions";
import { QUEUE_KINDS, type QueueKind } from "../../lambda/messages/order";
import { awsSettings, inTemplate, templatesWith } from "./synthesize";

const { orders: template } = templatesWith();
const { idOf, arnOf, logOf, permissionsOf } = inTemplate(template);
const WITHOUT_TLS = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
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
    const Description = Match.stringLikeRegexp("^Makes orders");
    orders.hasResourceProperties("AWS::Lambda::Function", { Description, Timeout: seconds });
    const VisibilityTimeout = 6 * seconds;
    orders.hasResourceProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 345_600, VisibilityTimeout });
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
    const { orders } = templatesWith(awsSettings({ onDelete: "destroy" }));
    orders.allResources("AWS::SQS::Queue", { DeletionPolicy: "Delete" });
  });
});

describe("every queue", () => {
  it("is encrypted and polled long", () => {
    const properties = { SqsManagedSseEnabled: true, ReceiveMessageWaitTimeSeconds: 20 };
    template.allResourcesProperties("AWS::SQS::Queue", properties);
  });

  it("refuses whoever comes without TLS and lets nobody in but the topics that deliver to it", () => {
    const policies = Object.values(template.findResources("AWS::SQS::QueuePolicy"));
    expect(policies).toHaveLength(Object.keys(template.findResources("AWS::SQS::Queue")).length);
    for (const { Properties } of policies) {
      const [tls, ...allowed] = Properties.PolicyDocument.Statement;
      expect(tls).toMatchObject({ Effect: "Deny", Action: "sqs:*", ...WITHOUT_TLS });
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

describe("the cashier", () => {
  it("is open to callers with AWS permission only, unless the stage says public", () => {
    template.hasResourceProperties("AWS::Lambda::Url", { AuthType: "AWS_IAM" });
    const open = templatesWith(awsSettings({ cashierAccess: "public" })).orders;
    open.hasResourceProperties("AWS::Lambda::Url", { AuthType: "NONE" });
  });

  it("may do one thing beside logging: send to the orders queue", () => {
    expect(permissionsOf("CashierRole")).toEqual([logOf("Cashier"), ["sqs:SendMessage", arnOf(queue("OrdersQueue"))]]);
  });

  it("knows nothing of the barista, and the barista nothing of it", () => {
    const [cashier, barista] = ["CashierFunction", "BaristaFunction"].map((start) =>
      JSON.stringify(template.findResources("AWS::Lambda::Function")[idOf("AWS::Lambda::Function", start)]),
    );
    expect(cashier).not.toContain("Barista");
    expect(barista).not.toContain("Cashier");
  });
});

describe("the barista", () => {
  it("takes ten orders at a time, reports those it could not make, and leaves room for others in the account", () => {
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: arnOf(queue("OrdersQueue")),
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it("may take orders, announce them, dead-letter bad ones and write the idempotency store, nothing else", () => {
    expect(permissionsOf("BaristaRole")).toEqual([
      logOf("Barista"),
      ["dynamodb:PutItem", arnOf(idOf("AWS::DynamoDB::GlobalTable", "OrderLedgerTable"))],
      ["sqs:SendMessage", arnOf(queue("OrdersDeadLetterQueue"))],
      [
        ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        arnOf(queue("OrdersQueue")),
      ],
      ["sns:Publish", { Ref: idOf("AWS::SNS::Topic", "OrderReady") }],
    ]);
  });
});

describe("the notifier", () => {
  it("may send to phones but to no topic and no other SNS resource", () => {
    expect(permissionsOf("NotifierRole")).toContainEqual(["sns:Publish", { not: "arn:*:sns:*:*:*" }]);
  });

  it("keeps a notice it could not send, with the error", () => {
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      DestinationConfig: { OnFailure: { Destination: arnOf(queue("NotifierDeadLetterQueue")) } },
      MaximumRetryAttempts: 2,
    });
  });
});

describe("the maker of push applications", () => {
  const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/0b1c7e52-9f0e-4d3c-8a7b-2f6d5e4c3b2a";

  const SECRETS_MANAGER = /^\{"StringEquals":\{"kms:ViaService":\[.*"secretsmanager\.".*AWS::URLSuffix/;
  const DECRYPTS = "may decrypt with the keys that the settings name, through Secrets Manager alone: %j";

  it.each([[[keyArn]], [[]]])(DECRYPTS, (keys) => {
    const push = { fcmSecret: "fcm", ...(keys.length > 0 && { secretKeyArns: keys }) };
    const policies = templatesWith(awsSettings({ push })).orders.findResources("AWS::IAM::Policy");
    const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const decrypting = statements.filter(({ Action }) => Action === "kms:Decrypt");
    expect(decrypting.map(({ Resource }) => Resource)).toEqual(keys);
    for (const { Condition } of decrypting) expect(JSON.stringify(Condition)).toMatch(SECRETS_MANAGER);
  });
});

describe("the order-ready topic", () => {
  it("signs with SHA-256, is encrypted and refuses publishers without TLS", () => {
    template.hasResourceProperties("AWS::SNS::Topic", { SignatureVersion: "2", KmsMasterKeyId: "alias/aws/sns" });
    const Statement = [{ Effect: "Deny", Principal: "*", Action: "sns:Publish", ...WITHOUT_TLS }];
    template.hasResourceProperties("AWS::SNS::TopicPolicy", { PolicyDocument: { Statement } });
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
    const RedrivePolicy = { deadLetterTargetArn: arnOf(queue("Undelivered")) };
    template.allResourcesProperties("AWS::SNS::Subscription", { RedrivePolicy });
  });

  it("tells the pickup board everything and the notifier only of orders whose customer wants to be told", () => {
    const everything = { FilterPolicy: Match.absent(), RawMessageDelivery: true };
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "sqs", ...everything });
    const FilterPolicy = { notify: ["sms", "push"] };
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "lambda", FilterPolicy });
  });
});

it("the order idempotency store forgets by itself and can be restored", () => {
  template.hasResource("AWS::DynamoDB::GlobalTable", {
    DeletionPolicy: "Retain",
    Properties: {
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
    },
  });
});

const queues = (kind: QueueKind) => {
  const template = templatesWith(awsSettings({ ordersQueue: kind })).orders;
  const { idOf } = inTemplate(template);
  const all = Object.entries(template.findResources("AWS::SQS::Queue"));
  const isOrders = (id: string) =>
    [idOf("AWS::SQS::Queue", "OrdersQueue"), idOf("AWS::SQS::Queue", "OrdersDeadLetterQueue")].includes(id);
  return {
    template,
    orders: all.flatMap(([id, { Properties }]) => (isOrders(id) ? [Properties] : [])),
    others: all.flatMap(([id, { Properties }]) => (isOrders(id) ? [] : [Properties])),
  };
};

describe("the setting ordersQueue", () => {
  it.each(["standard", "fair"] as const)("%s makes orders queue and dead-letter queue standard queues", (kind) => {
    for (const properties of queues(kind).orders) {
      for (const name of ["FifoQueue", "DeduplicationScope", "FifoThroughputLimit", "ContentBasedDeduplication"])
        expect(properties).not.toHaveProperty(name);
    }
  });

  it("fifo makes both FIFO, with limits and deduplication for each pickup location by itself", () => {
    const { orders } = queues("fifo");
    expect(orders).toHaveLength(2);
    for (const properties of orders) {
      expect(properties).toMatchObject({
        FifoQueue: true,
        DeduplicationScope: "messageGroup",
        FifoThroughputLimit: "perMessageGroupId",
        SqsManagedSseEnabled: true,
      });
      expect(properties).not.toHaveProperty("QueueName");
    }
  });

  it.each(QUEUE_KINDS)("%s changes no other queue, and nothing about attempts, retention and visibility", (kind) => {
    const { orders, others, template } = queues(kind);
    for (const properties of others) expect(properties).not.toHaveProperty("FifoQueue");
    const days = orders.map(({ MessageRetentionPeriod }) => MessageRetentionPeriod / 86_400);
    expect(days.sort()).toEqual([14, 4]);
    template.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 60, RedrivePolicy: { maxReceiveCount: 5 } });
  });

  it.each(QUEUE_KINDS)("%s is what the cashier is told", (kind) => {
    const Environment = { Variables: { ORDERS_QUEUE_KIND: kind } };
    queues(kind).template.hasResourceProperties("AWS::Lambda::Function", { Environment });
  });

  it.each(QUEUE_KINDS)("%s leaves the barista ten orders at a time and its report of failures", (kind) => {
    const properties = { BatchSize: 10, FunctionResponseTypes: ["ReportBatchItemFailures"] };
    queues(kind).template.hasResourceProperties("AWS::Lambda::EventSourceMapping", properties);
  });
});
