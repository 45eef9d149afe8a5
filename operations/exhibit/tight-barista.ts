import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import type { BaristaState, BaristaSwitch } from "../barista";
import type { Shop } from "../shop";
import { expectExhibit } from "./expect-exhibit";

/** Whether the exhibit's barista is at work, in the words of the shop's: `Enabled`, or `Disabled` when away. */
export const tightBaristaState = async (shop: Shop, signal?: AbortSignal): Promise<BaristaState> => {
  expectExhibit(shop);
  const { ReservedConcurrentExecutions } = await shop.lambda.send(new GetFunctionConcurrencyCommand(functionOf(shop)), {
    ...(signal && { abortSignal: signal }),
  });
  return ReservedConcurrentExecutions === 0 ? "Disabled" : "Enabled";
};

/**
 * Sends the exhibit's barista home, or calls them back. Away, the function has a reserved concurrency of 0: every call of it
 * is turned down at once, with the error `TooManyRequestsException`; calls under way are finished.
 *
 * @throws ShopError when the exhibit is not deployed
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const switchTightBarista = async (shop: Shop, working: boolean): Promise<BaristaState> => {
  expectExhibit(shop);
  const barista = functionOf(shop);
  if (working) await shop.lambda.send(new DeleteFunctionConcurrencyCommand(barista));
  else await shop.lambda.send(new PutFunctionConcurrencyCommand({ ...barista, ReservedConcurrentExecutions: 0 }));
  return tightBaristaState(shop);
};

/** The exhibit's barista, for a drill. */
export const tightBaristaSwitch = (shop: Shop): BaristaSwitch => ({
  name: "the exhibit's barista",
  callBack: "shop barista start --tight",
  state: () => tightBaristaState(shop),
  send: (working) => switchTightBarista(shop, working),
});

const functionOf = (shop: Shop) => ({ FunctionName: shop.output("ExhibitBaristaFunctionName") });
