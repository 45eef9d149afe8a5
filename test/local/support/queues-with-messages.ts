import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "@aws-sdk/client-sqs";
import type { Shop } from "../../../operations/shop";
import type { MemoryShop } from "./memory-shop";

/** Queues of a shop in memory that hold messages; what is not deleted stays. */
export interface QueuesWithMessages {
  readonly shop: Shop;
  /** By the end of a queue's URL. */
  readonly messages: Map<string, Message[]>;
}

interface Command {
  readonly input: {
    readonly QueueUrl?: string;
    readonly MessageBody?: string;
    readonly Entries?: readonly { readonly ReceiptHandle?: string }[];
  };
}

/** Lets the queues of a memory shop hold messages. */
export const queuesWithMessages = ({ shop }: MemoryShop): QueuesWithMessages => {
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
        messages.set(
          name,
          waiting.filter(({ ReceiptHandle }) => !gone.has(ReceiptHandle)),
        );
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
