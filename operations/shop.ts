import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { type OutputName, STACK_OUTPUTS } from "../lib/output-names";
import type { AwsChoice } from "./aws-shop";
import { ShopError } from "./shop-error";

/** A shop that is open, on this machine or in an AWS account, and the way to everything in it. */
export interface Shop {
  readonly target: "local" | "aws";
  /** Names the shop to its operator: `LOCAL 000000000000 @ localhost:4566` or `AWS 123456789012 eu-west-1`. */
  readonly title: string;
  readonly account: string;
  readonly region: string;
  /** Whose settings it was deployed with. */
  readonly stage: string;
  /** Address of the order board, without a slash at its end. Only a local shop has one. */
  readonly board?: string;
  /** Address of the engine that stands in for AWS. Only a local shop has one. */
  readonly endpoint?: string;
  /** What its own engine wants to hear before it tells more than AWS does. An engine that was there before has none. */
  readonly engineToken?: string;
  readonly cashier: string;
  /**
   * Sends a request to the cashier, signed where the cashier asks for it.
   *
   * Rejects when no answer comes; every answer, of whatever status, resolves.
   */
  askCashier(request: CashierRequest): Promise<Response>;
  /** Sends a request to a function of the shop by its URL, signed where functions ask for it. Resolves and rejects alike. */
  readonly askFunction: AskFunction;
  /**
   * What a stack tells about itself.
   *
   * @throws ShopError when the deployed stacks do not have this output
   */
  output(name: OutputName): string;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  /** Tries every call once: a function that is invoked again may do its work again. */
  readonly lambda: LambdaClient;
  readonly dynamodb: DynamoDBClient;
}

export interface CashierRequest extends Pick<FunctionRequest, "body" | "signal"> {
  readonly idempotencyKey: string;
}

export interface FunctionRequest {
  readonly method: "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Sends a request to a function URL; every answer, of whatever status, resolves. */
export type AskFunction = (address: string, request: FunctionRequest) => Promise<Response>;

export const cashierAsker =
  (ask: AskFunction, cashier: string): Shop["askCashier"] =>
  ({ body, idempotencyKey, signal }) =>
    ask(cashier, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body,
      signal,
    });

/** Outputs as they are kept: stack name -> output name -> value. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const mapOutputs = (outputs: StackOutputs, change: (value: string) => string): StackOutputs =>
  Object.fromEntries(
    Object.entries(outputs).map(([stack, values]) => [
      stack,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)])),
    ]),
  );

/** Looks up outputs by name; `remedy` tells the operator what to do about one that is missing. */
export const outputReader =
  (outputs: StackOutputs, remedy: string) =>
  (name: OutputName): string => {
    const stack = Object.entries(STACK_OUTPUTS).find(([, names]) => (names as readonly string[]).includes(name))?.[0];
    const value = outputs[stack ?? ""]?.[name];
    if (value === undefined || value === "") {
      throw new ShopError(`the deployed stack ${stack} has no output ${name}: it is of another version (${remedy})`);
    }
    return value;
  };

/** Whether the deployed stacks have an output: parts of a shop are optional. */
export const hasOutput = (shop: Pick<Shop, "output">, name: OutputName): boolean => {
  try {
    return shop.output(name) !== "";
  } catch (error) {
    if (error instanceof ShopError) return false;
    throw error;
  }
};

export interface ShopChoice extends AwsChoice {
  readonly target: "local" | "aws";
}

/** The part of some options that says which shop on AWS. */
export const awsChoice = ({
  profile,
  region,
  stage,
}: Partial<Record<keyof AwsChoice, string | undefined>>): AwsChoice => ({
  ...(profile !== undefined && { profile }),
  ...(region !== undefined && { region }),
  ...(stage !== undefined && { stage }),
});

/** Opens the way into the shop that is meant. AWS clients are loaded here and no earlier, so that `--help` is quick. */
export const openShop = async (choice: ShopChoice, environment: NodeJS.ProcessEnv): Promise<Shop> => {
  if (choice.target === "aws") {
    const { awsShop } = await import("./aws-shop");
    return awsShop(awsChoice(choice));
  }
  const { readShopFile, shopFilePath } = await import("./shop-file");
  const file = readShopFile(shopFilePath(environment));
  const { localShop } = await import("./local-shop");
  return localShop(file);
};
