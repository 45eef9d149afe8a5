import type { Mutant } from "./planted-bugs";

const AWS = "test/lib/aws-stage.test.ts";
const ORDERS = "test/lib/orders-stack.test.ts";
const NEWSLETTERS = "test/lib/newsletters-stack.test.ts";

interface Bug extends Pick<Mutant, "bug" | "killedBy"> {
  /** What is replaced, and by what. */
  readonly change: readonly [find: string, replace: string];
}

/** Bugs planted in one file that tests of one file have to notice. */
const bugsIn = (file: string, test: string, bugs: readonly Bug[]): Mutant[] =>
  bugs.map(({ change: [find, replace], ...bug }) => ({ ...bug, file, test, find, replace }));

/** Bugs of infrastructure, most of which cdk-nag, cfn-lint and checkov let pass. */
export const TEMPLATE_MUTANTS: readonly Mutant[] = [
  ...bugsIn("lib/messaging/durable-queue.ts", ORDERS, [
    {
      bug: "an order is visible again while it is still being made",
      killedBy: "the orders queue hides an order six times as long as a barista may take",
      change: ["VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT = 6;", "VISIBILITY_TIMEOUTS_PER_FUNCTION_TIMEOUT = 2;"],
    },
    {
      bug: "one attempt, then the dead-letter queue",
      killedBy: "the orders queue keeps an order for four days and gives it five attempts",
      change: ["maxReceiveCount: attempts", "maxReceiveCount: 1"],
    },
    {
      bug: "no dead-letter queue",
      killedBy: "the orders queue keeps an order for four days and gives it five attempts",
      change: ["      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: attempts },\n", ""],
    },
    {
      bug: "the dead-letter queue keeps orders no longer than the queue",
      killedBy: "the orders queue has a dead-letter queue that keeps orders for 14 days",
      change: ["retentionPeriod: DEAD_LETTER_RETENTION }", "retentionPeriod: Duration.days(4) }"],
    },
    {
      bug: "a stack that is deleted takes the orders with it",
      killedBy: "the orders queue outlives its stack",
      change: ['onDelete === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY', "RemovalPolicy.DESTROY"],
    },
    {
      bug: "queues are not encrypted",
      killedBy: "every queue is encrypted and polled long",
      change: ["QueueEncryption.SQS_MANAGED", "QueueEncryption.UNENCRYPTED"],
    },
    {
      bug: "queues are polled short",
      killedBy: "every queue is encrypted and polled long",
      change: ["  receiveMessageWaitTime: LONG_POLL,\n", ""],
    },
    {
      bug: "queues take requests without TLS",
      killedBy: "every queue refuses whoever comes without TLS",
      change: ["enforceSSL: true", "enforceSSL: false"],
    },
  ]),
  ...bugsIn("lib/messaging/dead-letter-source.ts", ORDERS, [
    {
      bug: "any queue may use the dead-letter queue",
      killedBy: "the orders queue has a dead-letter queue that keeps orders for 14 days",
      change: [
        '{ redrivePermission: "byQueue", sourceQueueArns: [source.queueArn] }',
        '{ redrivePermission: "allowAll" }',
      ],
    },
  ]),
  ...bugsIn("lib/orders/orders-stack.ts", ORDERS, [
    {
      bug: "everybody may send to the pickup board",
      killedBy: "every queue refuses whoever comes without TLS",
      change: [
        "    orderReady.subscribeQueue(",
        '    const iam: typeof import("aws-cdk-lib/aws-iam") = require("aws-cdk-lib/aws-iam");\n    pickupBoard.queue.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ["sqs:SendMessage"], resources: [pickupBoard.queue.queueArn] }));\n    orderReady.subscribeQueue(',
      ],
    },
    {
      bug: "the topics of every account may deliver to the pickup board",
      killedBy: "every queue refuses whoever comes without TLS",
      change: [
        "    orderReady.subscribeQueue(",
        '    const iam: typeof import("aws-cdk-lib/aws-iam") = require("aws-cdk-lib/aws-iam");\n    pickupBoard.queue.grantSendMessages(new iam.ServicePrincipal("sns.amazonaws.com"));\n    orderReady.subscribeQueue(',
      ],
    },
  ]),
  ...bugsIn("lib/messaging/secure-topic.ts", ORDERS, [
    {
      bug: "the pickup board gets envelopes instead of orders",
      killedBy: "the order-ready topic tells the pickup board everything",
      change: ["rawMessageDelivery: true, ", ""],
    },
    {
      bug: "what the pickup board does not take is gone",
      killedBy: "the order-ready topic keeps for 14 days what it cannot deliver",
      change: ["rawMessageDelivery: true, deadLetterQueue: undelivered", "rawMessageDelivery: true"],
    },
    {
      bug: "messages are signed with SHA-1",
      killedBy: "the order-ready topic signs with SHA-256",
      change: ['signatureVersion: "2"', 'signatureVersion: "1"'],
    },
    {
      bug: "topics take requests without TLS",
      killedBy: "the order-ready topic signs with SHA-256",
      change: [", enforceSSL: true", ""],
    },
    {
      bug: "topics are not encrypted",
      killedBy: "the order-ready topic signs with SHA-256",
      change: ['    (this.node.defaultChild as CfnTopic).kmsMasterKeyId = "alias/aws/sns";\n', ""],
    },
    {
      bug: "everybody may publish to the shop's topics",
      killedBy: "the order-ready topic lets nobody publish by its policy",
      change: [
        "    (this.node.defaultChild as CfnTopic)",
        '    const iam: typeof import("aws-cdk-lib/aws-iam") = require("aws-cdk-lib/aws-iam");\n    this.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ["sns:Publish"], resources: [this.topicArn] }));\n    (this.node.defaultChild as CfnTopic)',
      ],
    },
  ]),
  ...bugsIn("lib/messaging/queue-consumer.ts", ORDERS, [
    {
      bug: "one bad order of a batch brings all ten back",
      killedBy: "the barista takes ten orders at a time",
      change: ["reportBatchItemFailures: true", "reportBatchItemFailures: false"],
    },
    {
      bug: "a rush takes every concurrent execution of the account",
      killedBy: "the barista takes ten orders at a time",
      change: ["      maxConcurrency: maximumConcurrency,\n", ""],
    },
  ]),
  ...bugsIn("lib/settings/numbers.ts", ORDERS, [
    {
      bug: "a batch for every order",
      killedBy: "the barista takes ten orders at a time",
      change: ["BARISTA_BATCH_SIZE = 10;", "BARISTA_BATCH_SIZE = 1;"],
    },
  ]),
  ...bugsIn("lib/messaging/messaging-function.ts", AWS, [
    {
      bug: "the barista is allowed no execution at all",
      killedBy: "the templates of stage production reserve no executions",
      change: [
        "      memorySize: FUNCTION_MEMORY_MB,",
        "      memorySize: FUNCTION_MEMORY_MB,\n      reservedConcurrentExecutions: 0,",
      ],
    },
    {
      bug: "more baristas are called than may run: the surplus burns attempts",
      killedBy: "the templates of stage production reserve no executions",
      change: [
        "      memorySize: FUNCTION_MEMORY_MB,",
        "      memorySize: FUNCTION_MEMORY_MB,\n      reservedConcurrentExecutions: 5,",
      ],
    },
    {
      bug: "logs are kept for ever",
      killedBy: "the templates of stage production run every function of the shop on arm64 and Node.js 24",
      change: ["      retention: props.logRetentionDays ?? 14,\n", "      retention: Number.POSITIVE_INFINITY,\n"],
    },
    {
      bug: "functions run on a Node.js that can no longer be deployed",
      killedBy: "the templates of stage production run every function of the shop on arm64 and Node.js 24",
      change: ["Runtime.NODEJS_24_X", "Runtime.NODEJS_20_X"],
    },
  ]),
  ...bugsIn("lib/messaging/producer.ts", ORDERS, [
    {
      bug: "the cashier may do everything with the queue",
      killedBy: "the cashier may do one thing beside logging",
      change: ['"sqs:SendMessage"', '"sqs:*"'],
    },
  ]),
  ...bugsIn("lib/messaging/idempotency-table.ts", ORDERS, [
    {
      bug: "functions may do everything with the idempotency store",
      killedBy: "the barista may take orders, announce them",
      change: ['"dynamodb:PutItem"', '"dynamodb:*"'],
    },
    {
      bug: "the idempotency store goes with its stack",
      killedBy: "the order idempotency store forgets by itself and can be restored",
      change: ['onDelete === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY', "RemovalPolicy.DESTROY"],
    },
    {
      bug: "the idempotency store grows for ever",
      killedBy: "the order idempotency store forgets by itself and can be restored",
      change: ['      timeToLiveAttribute: "expiresAt",\n', ""],
    },
    {
      bug: "the idempotency store cannot be restored",
      killedBy: "the order idempotency store forgets by itself and can be restored",
      change: ["pointInTimeRecoveryEnabled: true", "pointInTimeRecoveryEnabled: false"],
    },
  ]),
  ...bugsIn("lib/orders/barista.ts", ORDERS, [
    {
      bug: "the barista may not announce",
      killedBy: "the barista may take orders, announce them",
      change: ["    orderReady.grantPublish(this);\n", ""],
    },
  ]),
  ...bugsIn("lib/orders/notifier.ts", ORDERS, [
    {
      bug: "the notifier may publish to every topic of the account",
      killedBy: "the notifier may send to phones but to no topic",
      change: ['notResources: ["arn:*:sns:*:*:*"]', 'resources: ["*"]'],
    },
    {
      bug: "a notice that could not be sent is gone",
      killedBy: "the notifier keeps a notice it could not send",
      change: ["    this.keepFailures({ onFailure: deadLetterQueue, maxEventAge: NOTICE_MAX_AGE });\n", ""],
    },
    {
      bug: "the notifier is called for every order",
      killedBy: "the order-ready topic tells the pickup board everything",
      change: [
        '      filterPolicy: { notify: SubscriptionFilter.stringFilter({ allowlist: ["sms", "push"] }) },\n',
        "",
      ],
    },
  ]),
  ...bugsIn("lib/messaging/messaging-function.ts", ORDERS, [
    {
      bug: "anybody may place orders",
      killedBy: "the cashier is open to callers with AWS permission only",
      change: ['access === "public" ?', 'access !== "public" ?'],
    },
  ]),
  ...bugsIn("lib/newsletters/newsletter-topic.ts", NEWSLETTERS, [
    {
      bug: "an issue the archive does not take is gone",
      killedBy: "the three newsletters lose nothing that a subscriber does not take",
      change: [
        "    this.subscribeQueue(this.archive, { undelivered });",
        '    const to: typeof import("aws-cdk-lib/aws-sns-subscriptions") = require("aws-cdk-lib/aws-sns-subscriptions");\n    this.addSubscription(new to.SqsSubscription(this.archive, { rawMessageDelivery: true }));',
      ],
    },
  ]),
  ...bugsIn("lib/newsletters/customer-subscriptions.ts", NEWSLETTERS, [
    {
      bug: "an issue a customer's phone does not take is gone",
      killedBy: "the three newsletters lose nothing that a subscriber does not take",
      change: ["      deadLetterQueue: undelivered,\n", ""],
    },
    {
      bug: "addresses of customers in ids",
      killedBy: "a customer appears in ids under the pseudonym",
      change: ["pascalCase(newsletter, protocol), {", "pascalCase(newsletter, protocol, endpoint), {"],
    },
    {
      bug: "a webhook's filter is forgotten",
      killedBy: "a webhook gets the issues its filter lets through",
      change: ["      resource.filterPolicy = filter.policy;\n", ""],
    },
    {
      bug: "a webhook is tried with the defaults of SNS",
      killedBy: "a webhook is tried up to 50 times",
      change: [
        '    if (wanted.protocol === "https") resource.deliveryPolicy = webhookDelivery(wanted.delivery);\n',
        "",
      ],
    },
  ]),
  ...bugsIn("lib/newsletters/newsletters-stack.ts", NEWSLETTERS, [
    {
      bug: "the webhook receiver trusts a laptop's certificates on AWS",
      killedBy: "a webhook of the shop itself is deployed when a stage wants it",
      change: ["trustLocalDeliverySimulator: stage === LOCAL_STAGE", "trustLocalDeliverySimulator: true"],
    },
  ]),
  ...bugsIn("lib/newsletters/editor.ts", NEWSLETTERS, [
    {
      bug: "the editor may publish anywhere",
      killedBy: "the editor may publish to the three topics and nothing else",
      change: [
        "    for (const topic of Object.values(topics)) topic.grantPublish(this);",
        '    const iam: typeof import("aws-cdk-lib/aws-iam") = require("aws-cdk-lib/aws-iam");\n    this.lambda.addToRolePolicy(new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] }));\n    void topics;',
      ],
    },
  ]),
  ...bugsIn("lib/messaging/durable-queue.ts", AWS, [
    {
      bug: "a queue with a name: two shops do not fit into one account",
      killedBy: "the templates of stage production give no queue, topic or table a fixed name",
      change: ["      retentionPeriod: retention,", '      queueName: "orders",\n      retentionPeriod: retention,'],
    },
  ]),
];
