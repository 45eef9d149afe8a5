import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Shop } from "../../../operations/shop";
import { closedShop } from "./a-board";

/** A shop whose queues say how much is in them, and count who asks. */
export interface CountedShop {
  readonly shop: Shop;
  /** Requests so far, by the name of the command. */
  readonly asked: Map<string, number>;
  /** What is in a queue, by the name of its output. */
  readonly waiting: Map<string, number>;
  baristaState: string;
  /** What the queues answer with instead, and the barista likewise. */
  queuesFail: Error | undefined;
  baristaFails: Error | undefined;
  exhibitFails: Error | undefined;
}

const NOWHERE = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

interface Command {
  readonly input: { readonly QueueUrl?: string };
}

/** A shop on AWS unless it is to be local, without the exhibit unless it is to have it; nothing leaves the test. */
export const countedShop = (target: Shop["target"] = "aws", { exhibit = false } = {}): CountedShop => {
  const { endpoint: _, board: __, ...rest } = closedShop({ exhibit });
  const send = async (command: Command) => {
    const name = command.constructor.name.replace(/Command$/, "");
    counted.asked.set(name, (counted.asked.get(name) ?? 0) + 1);
    if (name === "GetEventSourceMapping") {
      if (counted.baristaFails) throw counted.baristaFails;
      return { State: counted.baristaState };
    }
    if (name === "GetFunctionConcurrency") {
      if (counted.exhibitFails) throw counted.exhibitFails;
      return { ReservedConcurrentExecutions: 0 };
    }
    if (counted.queuesFail) throw counted.queuesFail;
    const queue = command.input.QueueUrl?.split("/").at(-1) ?? "";
    return { Attributes: { ApproximateNumberOfMessages: String(counted.waiting.get(queue) ?? 0) } };
  };
  const counted: CountedShop = {
    shop: {
      ...rest,
      target,
      title: "AWS 123456789012 eu-west-1",
      sqs: Object.assign(new SQSClient(NOWHERE), { send }),
      lambda: Object.assign(new LambdaClient(NOWHERE), { send }),
    },
    asked: new Map(),
    waiting: new Map(),
    baristaState: "Enabled",
    queuesFail: undefined,
    baristaFails: undefined,
    exhibitFails: undefined,
  };
  return counted;
};
