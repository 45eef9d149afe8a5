import { AsyncLocalStorage } from "node:async_hooks";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { nowhere } from "../lambda/support/answered-client";

/** Whose code is running: it has a time of its own, and its requests to AWS go through it. */
export interface Asker {
  ask(command: string, input: unknown): Promise<object>;
  /** Calls back after so many of its own milliseconds; returns what cancels that. */
  after(milliseconds: number, happen: () => void): () => void;
}

/** The execution environment whose code is running: it is the one that asks with the clients below, and sets timers. */
export const asking = new AsyncLocalStorage<Asker>();

class VirtualTimer {
  constructor(readonly cancel: () => void) {}
}

// The timers of whoever has a time of its own go by that time; all others keep the real ones.
const { setTimeout, clearTimeout } = globalThis;
globalThis.setTimeout = ((happen: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
  const asker = asking.getStore();
  if (asker === undefined) return setTimeout(happen, milliseconds, ...given);
  return new VirtualTimer(asker.after(milliseconds, () => happen(...given)));
}) as typeof setTimeout;
globalThis.clearTimeout = ((timer: NodeJS.Timeout | VirtualTimer) =>
  timer instanceof VirtualTimer ? timer.cancel() : clearTimeout(timer)) as typeof clearTimeout;

/** Hands every command to the asker instead of AWS, past all that a client does besides, which takes most of the time. */
const answered = <Client extends object>(client: Client): Client =>
  Object.assign(client, {
    send: async ({ constructor: { name }, input }: { constructor: { name: string }; input: unknown }) => {
      const asker = asking.getStore();
      if (asker === undefined) throw new Error(`nobody runs who could ask for ${name}`);
      return asker.ask(name, input);
    },
  });

/** Clients for functions that run in a sandbox. */
export const CLIENTS = {
  sqs: answered(new SQSClient(nowhere)),
  sns: answered(new SNSClient(nowhere)),
  dynamoDb: answered(new DynamoDBClient(nowhere)),
};
