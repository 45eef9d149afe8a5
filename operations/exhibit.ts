import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { until } from "../lambda/messaging/aws-clients";
import { deployCommand } from "../lib/settings/stage";
import type { DrillMode } from "./drill/drill-mode";
import type { OutcomeReader } from "./order-outcome";
import type { Cashier } from "./place-orders";
import { type Rush, type RushResult, rush } from "./rush";
import { cashierAsker, hasOutput, type Shop } from "./shop";
import { ShopError } from "./shop-error";

const remedy = ({ target, stage }: Pick<Shop, "stage" | "target">): string =>
  target === "local"
    ? "stop the shop and run npm start -- --fresh"
    : deployCommand(stage, "TightlyCoupledExhibit -c exhibit=true");

/** Whether the tightly coupled exhibit stands beside this shop: always on a laptop, in AWS when somebody asked for it. */
export const exhibitIsDeployed = (shop: Pick<Shop, "output">): boolean => hasOutput(shop, "ExhibitCashierUrl");

/** @throws ShopError that says how to deploy it, when the exhibit is not there */
const expectExhibit = (shop: Pick<Shop, "output" | "stage" | "target">): void => {
  if (exhibitIsDeployed(shop)) return;
  throw new ShopError(`the tightly coupled exhibit is not deployed (${remedy(shop)})`);
};

/**
 * The cashier of the exhibit: takes the same orders and gives the same answers as the shop's, but "accepted" means that
 * the barista has made the drink.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const tightCashier = (shop: Pick<Shop, "askFunction" | "output" | "stage" | "target">): Cashier => {
  expectExhibit(shop);
  return {
    askCashier: cashierAsker(shop.askFunction, new URL("orders", shop.output("ExhibitCashierUrl")).href),
    whyNot: "the cashier waited in vain for the barista",
  };
};

/** Whether the exhibit's barista is at work, in the words of the shop's: `Enabled`, or `Disabled` when away. */
export const tightBaristaState = async (shop: Shop, signal?: AbortSignal): Promise<string> => {
  expectExhibit(shop);
  const answer = await shop.lambda.send(new GetFunctionConcurrencyCommand(functionOf(shop)), until(signal));
  return answer.ReservedConcurrentExecutions === 0 ? "Disabled" : "Enabled";
};

/**
 * Sends the exhibit's barista home, or calls them back. Away, the function has a reserved concurrency of 0: every call of it
 * is turned down at once, with the error `TooManyRequestsException`; calls under way are finished.
 *
 * @throws ShopError when the exhibit is not deployed
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const switchTightBarista = async (shop: Shop, working: boolean): Promise<string> => {
  expectExhibit(shop);
  const barista = functionOf(shop);
  if (working) await shop.lambda.send(new DeleteFunctionConcurrencyCommand(barista));
  else await shop.lambda.send(new PutFunctionConcurrencyCommand({ ...barista, ReservedConcurrentExecutions: 0 }));
  return tightBaristaState(shop);
};

const functionOf = (shop: Shop) => ({ FunctionName: shop.output("ExhibitBaristaFunctionName") });

/**
 * What becomes of orders at the exhibit: whoever was told "accepted" has the drink. There is no board and no queue in which
 * anything else could be seen.
 *
 * @param isAccepted which orders were accepted, for who asks about others too
 */
export const tightOutcome = (isAccepted: (orderId: string) => boolean = () => true, now = Date.now): OutcomeReader => ({
  ready: async (orderIds) => {
    const readyAt = now();
    const accepted = [...orderIds].filter(isAccepted);
    return new Map(accepted.map((orderId) => [orderId, { readyAt, timesShown: null, announcements: null }]));
  },
  deadLettered: async () => new Set(),
  unseenDeadLetters: async () => 0,
  onTheWay: async () => 0,
  pollMs: 50,
  deadLetterPollMs: 60_000,
});

/**
 * The same many orders as in a rush of the shop, at the exhibit: what the cashier takes is ready, the rest is refused.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const tightRush = async (shop: Shop, plan: Rush): Promise<RushResult> =>
  rush(tightCashier(shop), tightOutcome(), plan);

/**
 * A drill of the exhibit. Without a queue, orders wait where their customers do: at the counter.
 *
 * @throws ShopError when the exhibit is not deployed
 */
export const exhibitMode = (shop: Shop): DrillMode => ({
  cashier: tightCashier(shop),
  barista: {
    name: "the exhibit's barista",
    callBack: "shop barista start --tight",
    state: () => tightBaristaState(shop),
    send: (working) => switchTightBarista(shop, working),
  },
  boardSeen: false,
  pollMs: 250,
  outcome: (acknowledged) => tightOutcome((orderId) => acknowledged.has(orderId)),
  waiting: async (atCounter) => atCounter,
  unknownOrders: async () => [],
});
