import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { DurableQueue, IdempotencyTable, QueueConsumer } from "decoupled-coffee/constructs";

export class InvoicesStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const invoices = new DurableQueue(this, "Invoices", { consumerTimeout: Duration.seconds(30) });
    new QueueConsumer(this, "Accountant", {
      entry: "lambda/send-invoices.ts",
      impact: "Sends invoices. When it fails, they wait in the queue up to 4 days.",
      queue: invoices,
      idempotency: new IdempotencyTable(this, "Sent"),
    });
    new CfnOutput(this, "InvoicesQueueUrl", { value: invoices.queue.queueUrl });
  }
}
