import { inTemplate } from "../in-template";
import { awsSettings, templatesWith } from "../synthesize";

const { orders: template } = templatesWith();
const { idOf, arnOf, permissionsOf } = inTemplate(template);
const queue = (start: string) => idOf("AWS::SQS::Queue", start);

describe("the cashier", () => {
  it("is open to callers with AWS permission only, unless the stage says public", () => {
    template.hasResourceProperties("AWS::Lambda::Url", { AuthType: "AWS_IAM" });
    const open = templatesWith(awsSettings({ cashierAccess: "public" })).orders;
    open.hasResourceProperties("AWS::Lambda::Url", { AuthType: "NONE" });
  });

  it("may do one thing beside logging: send to the orders queue", () => {
    expect(permissionsOf("CashierRole")).toEqual([
      [["logs:CreateLogStream", "logs:PutLogEvents"], arnOf(idOf("AWS::Logs::LogGroup", "CashierLog"))],
      ["sqs:SendMessage", arnOf(queue("OrdersQueue"))],
    ]);
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
      [["logs:CreateLogStream", "logs:PutLogEvents"], arnOf(idOf("AWS::Logs::LogGroup", "BaristaLog"))],
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
