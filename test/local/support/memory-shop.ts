import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { localShop } from "../../../operations/local-shop";
import type { Shop } from "../../../operations/shop";
import { shopFileAt } from "../../cli/support/fake-shop";

/** A subscription as SNS knows it. */
interface MemorySubscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Record<string, string>;
}

/** A shop whose topics and queues are lists in the memory of the test. */
export interface MemoryShop {
  readonly shop: Shop;
  readonly subscriptions: MemorySubscription[];
  /** Names of the queues. */
  readonly queues: Set<string>;
  /** Names of the commands that changed something. */
  readonly changes: string[];
}

type Input = Readonly<Record<string, unknown>>;

const QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:";
const QUEUE_URL = "http://localhost:4566/000000000000/";

/** Opens a shop without subscriptions. */
export const memoryShop = (): MemoryShop => {
  const subscriptions: MemorySubscription[] = [];
  const queues = new Set<string>();
  const changes: string[] = [];
  const text = (input: Input, name: string): string => String(input[name] ?? "");
  const find = (input: Input) => subscriptions.find(({ arn }) => arn === input["SubscriptionArn"]);
  const reads: Record<string, (input: Input) => unknown> = {
    ListSubscriptionsByTopicCommand: ({ TopicArn }) => ({
      Subscriptions: subscriptions
        .filter(({ topicArn }) => topicArn === TopicArn)
        .map(({ arn, protocol, endpoint }) => ({ SubscriptionArn: arn, Protocol: protocol, Endpoint: endpoint })),
    }),
    GetSubscriptionAttributesCommand: (input) => ({ Attributes: find(input)?.attributes ?? {} }),
    GetQueueUrlCommand: (input) => ({ QueueUrl: QUEUE_URL + text(input, "QueueName") }),
    GetQueueAttributesCommand: (input) => ({
      Attributes: { QueueArn: QUEUE_ARN + text(input, "QueueUrl").split("/").at(-1) },
    }),
  };
  const writes: Record<string, (input: Input) => unknown> = {
    CreateQueueCommand: (input) => {
      queues.add(text(input, "QueueName"));
      return { QueueUrl: QUEUE_URL + text(input, "QueueName") };
    },
    DeleteQueueCommand: (input) => queues.delete(text(input, "QueueUrl").split("/").at(-1) ?? ""),
    SubscribeCommand: (input) => {
      const topicArn = text(input, "TopicArn");
      const attributes = Object.fromEntries(
        Object.entries(Object(input["Attributes"])).map(([key, value]) => [key, String(value)]),
      );
      const arn = `${topicArn}:${subscriptions.length}`;
      subscriptions.push({
        arn,
        topicArn,
        protocol: text(input, "Protocol"),
        endpoint: text(input, "Endpoint"),
        attributes,
      });
      return { SubscriptionArn: arn };
    },
    UnsubscribeCommand: (input) => {
      const place = subscriptions.findIndex(({ arn }) => arn === input["SubscriptionArn"]);
      return { removed: subscriptions.splice(place, 1) };
    },
    SetSubscriptionAttributesCommand: (input) => {
      const found = find(input);
      if (found) found.attributes[text(input, "AttributeName")] = text(input, "AttributeValue");
      return {};
    },
  };
  const answer = (name: string, input: Input): unknown => {
    const write = writes[name];
    if (write) changes.push(name);
    const action = write ?? reads[name];
    if (action === undefined) throw new Error(`this shop does not know ${name}`);
    return action(input);
  };
  const shop = localShop(shopFileAt("http://localhost:4566"));
  return {
    shop: {
      ...shop,
      sns: Object.assign(new SNSClient(NOWHERE), answeredBy(answer)),
      sqs: Object.assign(new SQSClient(NOWHERE), answeredBy(answer)),
    },
    subscriptions,
    queues,
    changes,
  };
};

const NOWHERE = { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

/** Stands in for the service, whatever the command. */
const answeredBy = (answer: (name: string, input: Input) => unknown) => ({
  send: async (command: { readonly input: Input }) => answer(command.constructor.name, command.input),
});
