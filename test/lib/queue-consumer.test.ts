import { join } from "node:path";
import { Duration, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type { BaristaEnvironment } from "../../lambda/barista";
import type { ConsumerEnvironment } from "../../lambda/messaging";
import { RECORD_DAYS } from "../../lambda/messaging/idempotency";
import { DurableQueue, IdempotencyTable, QueueConsumer, type QueueConsumerEnvironment } from "../../lib/messaging";
import { DEAD_LETTER_RETENTION } from "../../lib/messaging/durable-queue";
import { newApp } from "./synthesize";

const ENTRY = join(__dirname, "..", "..", "lambda", "newsletter-reader", "index.ts");

/** Constructs and handler code can be taken apart, so each says for itself what passes between them. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const sameVariables: Same<QueueConsumerEnvironment, ConsumerEnvironment> = true;

let stack: Stack;
beforeEach(() => {
  stack = new Stack(newApp(), "Test");
});

const aQueue = (props = {}) => new DurableQueue(stack, "Invoices", { consumerTimeout: Duration.seconds(10), ...props });

describe("a durable queue", () => {
  it("keeps a message four days, hands it out five times, hides it six times as long as a consumer works, and is retained", () => {
    aQueue();
    const template = Template.fromStack(stack);
    template.hasResource("AWS::SQS::Queue", {
      DeletionPolicy: "Retain",
      Properties: {
        MessageRetentionPeriod: 345_600,
        VisibilityTimeout: 60,
        RedrivePolicy: { maxReceiveCount: 5 },
        SqsManagedSseEnabled: true,
        RedriveAllowPolicy: { redrivePermission: "denyAll" },
      },
    });
    template.hasResourceProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 1_209_600 });
  });

  it("needs no custom resource unless its dead-letter queue is to be closed to other queues", () => {
    aQueue();
    Template.fromStack(stack).resourceCountIs("Custom::RedriveAllowance", 0);
    stack = new Stack(newApp(), "Closed");
    aQueue({ restrictDeadLetterSource: true });
    Template.fromStack(stack).resourceCountIs("Custom::RedriveAllowance", 1);
  });

  it.each([
    [{ retention: Duration.days(14) }, "messages are kept 14 days, which must be less than the 14 days"],
    [{ consumerTimeout: Duration.hours(3) }, "a consumer may work 10800 s, which must be at most 7200 s"],
  ])("is not synthesized with %j", (props, message) => {
    expect(() => aQueue(props)).toThrow(message);
  });

  it("keeps dead letters as long as the handler code counts on", () => {
    expect(3 * 4 + 2 * DEAD_LETTER_RETENTION.toDays()).toBe(RECORD_DAYS);
  });
});

describe("a queue consumer", () => {
  const aConsumer = (props = {}) =>
    new QueueConsumer(stack, "Accountant", {
      entry: ENTRY,
      impact: "Books invoices.",
      queue: aQueue(),
      idempotency: new IdempotencyTable(stack, "Booked"),
      ...props,
    });

  it("is given ten messages, ten times at once, and hands back only what failed", () => {
    aConsumer();
    const template = Template.fromStack(stack);
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    template.hasResourceProperties("AWS::Lambda::Function", { Timeout: 10, MemorySize: 256 });
    template.hasResourceProperties("AWS::Logs::LogGroup", { RetentionInDays: 14 });
  });

  it("may not work longer than its queue hides a message for", () => {
    expect(() => aConsumer({ timeout: Duration.seconds(11) })).toThrow(
      "Accountant: may work 11 s, but its queue hides messages for consumers of at most 10 s (raise consumerTimeout of the queue, or lower this timeout)",
    );
  });

  it("is asked for the variables of its handler by the compiler", () => {
    expect(sameVariables).toBe(true);
    const props = { entry: ENTRY, impact: "", queue: aQueue(), idempotency: new IdempotencyTable(stack, "Made") };
    // @ts-expect-error ORDER_READY_TOPIC_ARN is not given
    new QueueConsumer<BaristaEnvironment>(stack, "Nothing", props);
    // @ts-expect-error ORDER_READY_TOPIC_ARN has another name
    new QueueConsumer<BaristaEnvironment>(stack, "Renamed", { ...props, environment: { READY_TOPIC_ARN: "" } });
    const right = { ...props, environment: { ORDER_READY_TOPIC_ARN: "arn" } };
    new QueueConsumer<BaristaEnvironment>(stack, "Right", right);
    Template.fromStack(stack).hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { ORDER_READY_TOPIC_ARN: "arn" } },
    });
  });
});
