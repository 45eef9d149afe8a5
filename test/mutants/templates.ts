import type { Mutant } from "./planted-bugs";

const AWS = "test/lib/aws-stage.test.ts";
const ORDERS = "test/lib/orders-stack.test.ts";
const NEWSLETTERS = "test/lib/newsletters-stack.test.ts";

/** What is broken, which text is replaced, and by what. */
type Bug = readonly [bug: string, find: string, replace: string];

/** Bugs planted in one file, each under the test of another file that has to notice it. */
const bugsIn = (file: string, test: string, bugs: Readonly<Record<string, readonly Bug[]>>): Mutant[] =>
  Object.entries(bugs).flatMap(([killedBy, planted]) =>
    planted.map(([bug, find, replace]) => ({ bug, file, find, replace, test, killedBy })),
  );

/** A statement of IAM in a file that does not import it. */
const withIam = (statement: string): string =>
  `    const iam: typeof import("aws-cdk-lib/aws-iam") = require("aws-cdk-lib/aws-iam");\n    ${statement}\n`;

/** Bugs of infrastructure, most of which cdk-nag, cfn-lint and checkov let pass. */
export const TEMPLATE_MUTANTS: readonly Mutant[] = [
  ...bugsIn("lib/messaging/durable-queue.ts", ORDERS, {
    "the orders queue hides an order six times as long as a barista may take": [
      ["an order is visible again while it is still being made", "FUNCTION_TIMEOUT = 6;", "FUNCTION_TIMEOUT = 2;"],
    ],
    "the orders queue keeps an order for four days and gives it five attempts": [
      ["one attempt, then the dead-letter queue", "maxReceiveCount: attempts", "maxReceiveCount: 1"],
      [
        "no dead-letter queue",
        "      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: attempts },\n",
        "",
      ],
    ],
    "the orders queue has a dead-letter queue that keeps orders for 14 days": [
      ["the dead-letter queue keeps orders no longer than the queue", "DEAD_LETTER_RETENTION }", "Duration.days(4) }"],
    ],
    "the orders queue outlives its stack": [
      ["a stack that is deleted takes the orders with it", "RemovalPolicy.RETAIN :", "RemovalPolicy.DESTROY :"],
    ],
    "every queue is encrypted and polled long": [
      ["queues are not encrypted", "QueueEncryption.SQS_MANAGED", "QueueEncryption.UNENCRYPTED"],
      ["queues are polled short", "  receiveMessageWaitTime: LONG_POLL,\n", ""],
    ],
    "every queue refuses whoever comes without TLS": [
      ["queues take requests without TLS", "enforceSSL: true", "enforceSSL: false"],
    ],
  }),
  ...bugsIn("lib/messaging/dead-letter-source.ts", ORDERS, {
    "the orders queue has a dead-letter queue that keeps orders for 14 days": [
      ["any queue may use the dead-letter queue", '"byQueue", sourceQueueArns: [source.queueArn] }', '"allowAll" }'],
    ],
  }),
  ...bugsIn("lib/orders/orders-stack.ts", ORDERS, {
    "every queue refuses whoever comes without TLS": [
      [
        "everybody may send to the pickup board",
        "    orderReady.subscribeQueue(",
        `${withIam('pickupBoard.queue.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ["sqs:SendMessage"], resources: [pickupBoard.queue.queueArn] }));')}    orderReady.subscribeQueue(`,
      ],
      [
        "the topics of every account may deliver to the pickup board",
        "    orderReady.subscribeQueue(",
        `${withIam('pickupBoard.queue.grantSendMessages(new iam.ServicePrincipal("sns.amazonaws.com"));')}    orderReady.subscribeQueue(`,
      ],
    ],
  }),
  ...bugsIn("lib/messaging/secure-topic.ts", ORDERS, {
    "the order-ready topic tells the pickup board everything": [
      ["the pickup board gets envelopes instead of orders", "rawMessageDelivery: true, ", ""],
    ],
    "the order-ready topic keeps for 14 days what it cannot deliver": [
      ["what the pickup board does not take is gone", "Delivery: true, deadLetterQueue: undelivered", "Delivery: true"],
    ],
    "the order-ready topic signs with SHA-256": [
      ["messages are signed with SHA-1", 'signatureVersion: "2"', 'signatureVersion: "1"'],
      ["topics take requests without TLS", ", enforceSSL: true", ""],
      ["topics are not encrypted", '    (this.node.defaultChild as CfnTopic).kmsMasterKeyId = "alias/aws/sns";\n', ""],
    ],
    "the order-ready topic lets nobody publish by its policy": [
      [
        "everybody may publish to the shop's topics",
        "    (this.node.defaultChild as CfnTopic)",
        `${withIam('this.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ["sns:Publish"], resources: [this.topicArn] }));')}    (this.node.defaultChild as CfnTopic)`,
      ],
    ],
  }),
  ...bugsIn("lib/messaging/queue-consumer.ts", ORDERS, {
    "the barista takes ten orders at a time": [
      ["one bad order of a batch brings all ten back", "ItemFailures: true", "ItemFailures: false"],
      ["a rush takes every concurrent execution of the account", "      maxConcurrency: maximumConcurrency,\n", ""],
    ],
  }),
  ...bugsIn("lib/settings/numbers.ts", ORDERS, {
    "the barista takes ten orders at a time": [
      ["a batch for every order", "BARISTA_BATCH_SIZE = 10;", "BARISTA_BATCH_SIZE = 1;"],
    ],
  }),
  ...bugsIn("lib/messaging/messaging-function.ts", AWS, {
    "the templates of stage production reserve no executions": [
      [
        "the barista is allowed no execution at all",
        "_MEMORY_MB,",
        "_MEMORY_MB,\n      reservedConcurrentExecutions: 0,",
      ],
      [
        "more baristas are called than may run: the surplus burns attempts",
        "_MEMORY_MB,",
        "_MEMORY_MB,\n      reservedConcurrentExecutions: 5,",
      ],
    ],
    "the templates of stage production run every function of the shop on arm64 and Node.js 24": [
      ["logs are kept for ever", "props.logRetentionDays ?? 14,\n", "Number.POSITIVE_INFINITY,\n"],
      ["functions run on a Node.js that can no longer be deployed", "Runtime.NODEJS_24_X", "Runtime.NODEJS_20_X"],
    ],
  }),
  ...bugsIn("lib/messaging/producer.ts", ORDERS, {
    "the cashier may do one thing beside logging": [
      ["the cashier may do everything with the queue", '"sqs:SendMessage"', '"sqs:*"'],
    ],
  }),
  ...bugsIn("lib/messaging/idempotency-table.ts", ORDERS, {
    "the barista may take orders, announce them": [
      ["functions may do everything with the idempotency store", '"dynamodb:PutItem"', '"dynamodb:*"'],
    ],
    "the order idempotency store forgets by itself and can be restored": [
      ["the idempotency store goes with its stack", "RemovalPolicy.RETAIN :", "RemovalPolicy.DESTROY :"],
      ["the idempotency store grows for ever", '      timeToLiveAttribute: "expiresAt",\n', ""],
      ["the idempotency store cannot be restored", "RecoveryEnabled: true", "RecoveryEnabled: false"],
    ],
  }),
  ...bugsIn("lib/orders/barista.ts", ORDERS, {
    "the barista may take orders, announce them": [
      ["the barista may not announce", "    orderReady.grantPublish(this);\n", ""],
    ],
  }),
  ...bugsIn("lib/orders/notifier.ts", ORDERS, {
    "the notifier may send to phones but to no topic": [
      [
        "the notifier may publish to every topic of the account",
        'notResources: ["arn:*:sns:*:*:*"]',
        'resources: ["*"]',
      ],
    ],
    "the notifier keeps a notice it could not send": [
      [
        "a notice that could not be sent is gone",
        "    this.keepFailures({ onFailure: deadLetterQueue, maxEventAge: NOTICE_MAX_AGE });\n",
        "",
      ],
    ],
    "the order-ready topic tells the pickup board everything": [
      [
        "the notifier is called for every order",
        '      filterPolicy: { notify: SubscriptionFilter.stringFilter({ allowlist: ["sms", "push"] }) },\n',
        "",
      ],
    ],
  }),
  ...bugsIn("lib/messaging/messaging-function.ts", ORDERS, {
    "the cashier is open to callers with AWS permission only": [
      ["anybody may place orders", 'access === "public" ?', 'access !== "public" ?'],
    ],
  }),
  ...bugsIn("lib/newsletters/newsletter-topic.ts", NEWSLETTERS, {
    "the three newsletters lose nothing that a subscriber does not take": [
      [
        "an issue the archive does not take is gone",
        "this.subscribeQueue(this.archive, { undelivered }",
        'const to: typeof import("aws-cdk-lib/aws-sns-subscriptions") = require("aws-cdk-lib/aws-sns-subscriptions");\n    this.addSubscription(new to.SqsSubscription(this.archive, { rawMessageDelivery: true })',
      ],
    ],
  }),
  ...bugsIn("lib/newsletters/customer-subscriptions.ts", NEWSLETTERS, {
    "the three newsletters lose nothing that a subscriber does not take": [
      ["an issue a customer's phone does not take is gone", "      deadLetterQueue: undelivered,\n", ""],
    ],
    "a customer appears in ids under the pseudonym": [
      ["addresses of customers in ids", "newsletter, protocol), {", "newsletter, protocol, endpoint), {"],
    ],
    "a webhook gets the issues its filter lets through": [
      ["a webhook's filter is forgotten", "      resource.filterPolicy = filter.policy;\n", ""],
    ],
    "a webhook is tried up to 50 times": [
      [
        "a webhook is tried with the defaults of SNS",
        '    if (wanted.protocol === "https") resource.deliveryPolicy = webhookDelivery(wanted.delivery);\n',
        "",
      ],
    ],
  }),
  ...bugsIn("lib/newsletters/newsletters-stack.ts", NEWSLETTERS, {
    "a webhook of the shop itself is deployed when a stage wants it": [
      ["the webhook receiver trusts a laptop's certificates on AWS", "stage === LOCAL_STAGE", "true"],
    ],
  }),
  ...bugsIn("lib/newsletters/editor.ts", NEWSLETTERS, {
    "the editor may publish to the three topics and nothing else": [
      [
        "the editor may publish anywhere",
        "    for (const topic of Object.values(topics)) topic.grantPublish(this);",
        `${withIam('this.lambda.addToRolePolicy(new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] }));')}    void topics;`,
      ],
    ],
  }),
  ...bugsIn("lib/messaging/durable-queue.ts", AWS, {
    "the templates of stage production give no queue, topic or table a fixed name": [
      [
        "a queue with a name: two shops do not fit into one account",
        "retentionPeriod: retention",
        'queueName: "orders",\n      retentionPeriod: retention',
      ],
    ],
  }),
];
