import type { Action } from "./action";
import { badOrder } from "./bad-order";
import { barista } from "./barista";
import { subscribe, unsubscribe } from "./membership";
import { peek } from "./peek";
import { placeOrder } from "./place-order";
import { publish } from "./publish";
import { purge } from "./purge";
import { redrive } from "./redrive";
import { startRush } from "./start-rush";
import { tightBarista } from "./tight-barista";
import { tightRush } from "./tight-rush";
import { twice } from "./twice";
import { walkOff } from "./walk-off";

/** All that can be done to the shop from the page, by the name in the address. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    "place-order": placeOrder,
    rush: startRush,
    "bad-order": badOrder,
    twice,
    "walk-off": walkOff,
    barista,
    peek,
    redrive,
    purge,
    publish,
    subscribe,
    unsubscribe,
    "tight-rush": tightRush,
    "tight-barista": tightBarista,
  }),
);
