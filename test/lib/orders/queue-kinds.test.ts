import { QUEUE_KINDS, type QueueKind } from "../../../lambda/messages/order";
import { inTemplate } from "../in-template";
import { awsSettings, templatesWith } from "../synthesize";

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
  it.each(["standard", "fair"] as const)(
    "%s makes the orders queue and its dead-letter queue standard queues",
    (kind) => {
      for (const properties of queues(kind).orders) {
        for (const name of ["FifoQueue", "DeduplicationScope", "FifoThroughputLimit", "ContentBasedDeduplication"]) {
          expect(properties).not.toHaveProperty(name);
        }
      }
    },
  );

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
    expect(orders.map(({ MessageRetentionPeriod }) => MessageRetentionPeriod).sort()).toEqual([
      14 * 86_400,
      4 * 86_400,
    ]);
    template.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 60, RedrivePolicy: { maxReceiveCount: 5 } });
  });

  it.each(QUEUE_KINDS)("%s is what the cashier is told", (kind) => {
    queues(kind).template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { ORDERS_QUEUE_KIND: kind } },
    });
  });

  it.each(QUEUE_KINDS)("%s leaves the barista ten orders at a time and its report of failures", (kind) => {
    queues(kind).template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });
});
