import { setTimeout as pause } from "node:timers/promises";
import { SNSClient } from "@aws-sdk/client-sns";
import { type Message, SQSClient } from "@aws-sdk/client-sqs";
import { localShop } from "../../../operations/local-shop";
import { shopFileAt } from "../../cli/support/fake-shop";
import { nowhere } from "../../lambda/support/answered-client";

/** A subscription as SNS knows it. */
interface MemorySubscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Record<string, string>;
}

type Input = Readonly<Record<string, unknown>>;

const QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:";
const QUEUE_URL = "http://localhost:4566/000000000000/";

/** Opens a shop whose topics and queues are lists in the memory of the test, without subscriptions. */
export const memoryShop = () => {
  const subscriptions: MemorySubscription[] = [];
  /** Names of the queues. */
  const queues = new Set<string>();
  /** Names of the commands that changed something. */
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
      const [protocol, endpoint] = [text(input, "Protocol"), text(input, "Endpoint")];
      subscriptions.push({ arn, topicArn, protocol, endpoint, attributes });
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
  const sns = Object.assign(new SNSClient(nowhere), answeredBy(answer));
  const sqs = Object.assign(new SQSClient(nowhere), answeredBy(answer));
  return { shop: { ...shop, sns, sqs }, subscriptions, queues, changes };
};

export type MemoryShop = ReturnType<typeof memoryShop>;

/** Stands in for the service, whatever the command. */
const answeredBy = (answer: (name: string, input: Input) => unknown) => ({
  send: async (command: { readonly input: Input }) => answer(command.constructor.name, command.input),
});

interface Command {
  readonly input: {
    readonly QueueUrl?: string;
    readonly MessageBody?: string;
    readonly Entries?: readonly { readonly ReceiptHandle?: string }[];
  };
}

export type QueuesWithMessages = ReturnType<typeof queuesWithMessages>;

/** Lets the queues of a memory shop hold messages; what is not deleted stays. */
export const queuesWithMessages = ({ shop }: MemoryShop) => {
  /** By the end of a queue's URL. */
  const messages = new Map<string, Message[]>();
  const { sqs } = shop;
  const others = sqs.send.bind(sqs) as (command: Command) => Promise<unknown>;
  const send = async (command: Command, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
    const { QueueUrl = "", MessageBody, Entries = [] } = command.input;
    const name = QueueUrl.split("/").at(-1) ?? "";
    const waiting = messages.get(name) ?? [];
    switch (command.constructor.name) {
      case "ReceiveMessageCommand":
        await pause(20, undefined, { signal: abortSignal });
        return { Messages: [...waiting] };
      case "DeleteMessageBatchCommand": {
        const gone = new Set(Entries.map(({ ReceiptHandle }) => ReceiptHandle));
        const left = waiting.filter(({ ReceiptHandle }) => !gone.has(ReceiptHandle));
        messages.set(name, left);
        return {};
      }
      case "SendMessageCommand":
        messages.set(name, [...waiting, { Body: MessageBody }]);
        return {};
      default:
        return others(command);
    }
  };
  return { shop: { ...shop, sqs: Object.assign(sqs, { send }) }, messages };
};
