import { AsyncLocalStorage } from "node:async_hooks";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { nowhere } from "../lambda/support/answered-client";
import { divertTimers, type TimeKeeper } from "./virtual-timers";

/** Whose code is running: it has a time of its own, and its requests to AWS go through it. */
export interface Asker extends TimeKeeper {
  ask(command: string, input: unknown): Promise<object>;
}

/** The execution environment whose code is running: it is the one that asks with the clients below, and sets timers. */
export const asking = new AsyncLocalStorage<Asker>();
divertTimers(() => asking.getStore());

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
