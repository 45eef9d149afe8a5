import {
  GetEventSourceMappingCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { until } from "../lambda/messaging/aws-clients";
import { pause } from "./pause";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

/** A barista who can be sent away and called back. */
export interface BaristaSwitch {
  readonly name: string;
  /** What an operator types to call them back by hand. */
  readonly callBack: string;
  state(): Promise<string>;
  /** Sends them away (false) or calls them back (true), and waits until it is so. */
  send(working: boolean, signal: AbortSignal): Promise<string>;
}

export const baristaSwitch = (shop: Shop): BaristaSwitch => ({
  name: "the event source",
  callBack: "shop barista start",
  state: () => baristaState(shop),
  send: (working, signal) => switchBarista(shop, working, signal),
});

/** AWS takes up to a minute to change an event source. */
const CHANGE_TIMEOUT_MS = 180_000;
const POLL_MS = 500;

/** State of the event source that hands orders to the barista, as AWS calls it: `Enabled`, `Disabled`, or on the way there. */
export const baristaState = async (shop: Shop, signal?: AbortSignal): Promise<string> => {
  const UUID = shop.output("BaristaEventSourceId");
  const { State } = await shop.lambda.send(new GetEventSourceMappingCommand({ UUID }), until(signal));
  return State ?? "unknown";
};

/**
 * Sends the barista home, or calls the barista back, and waits until it is so. Orders wait in the queue meanwhile.
 *
 * A batch that is in flight is finished after the barista was stopped.
 *
 * @throws ShopError when the change is not through after three minutes, or waiting was broken off
 */
export const switchBarista = async (shop: Shop, working: boolean, signal: AbortSignal): Promise<string> => {
  const UUID = shop.output("BaristaEventSourceId");
  const wanted = working ? "Enabled" : "Disabled";
  const deadline = Date.now() + CHANGE_TIMEOUT_MS;
  let asked = false;
  let state = "unknown";
  while (Date.now() < deadline && !signal.aborted) {
    if (!asked) {
      try {
        await shop.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: working }));
        asked = true;
      } catch (error) {
        if (!(error instanceof ResourceInUseException)) throw error;
      }
    }
    state = await baristaState(shop);
    if (asked && state === wanted) return state;
    await pause(POLL_MS, signal);
  }
  throw new ShopError(
    `the barista's event source is ${state}, not ${wanted} yet (the change goes on; look again later)`,
  );
};
