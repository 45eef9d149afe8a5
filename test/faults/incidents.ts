import { switchBarista } from "../../operations/barista";
import { pause } from "../../operations/pause";
import type { Shop } from "../../operations/shop";
import type { FaultyShop } from "./faulty-shop";
import type { Trouble } from "./trouble";

/** What happens to the whole shop, once in a campaign each. */
export const INCIDENTS = ["barista away", "SNS down", "engine restarted", "DynamoDB down"] as const;

export type Incident = (typeof INCIDENTS)[number];

/** Where an incident happens, and for how long. */
export interface Scene {
  readonly shop: Shop;
  readonly faulty: FaultyShop;
  readonly trouble: Trouble;
  readonly durationMs: number;
  readonly signal: AbortSignal;
}

const OPENINGS = 3;

/** Lets an incident happen and puts things right again. */
export const happen: Readonly<Record<Incident, (scene: Scene) => Promise<void>>> = {
  "barista away": async ({ shop, durationMs, signal }) => {
    await switchBarista(shop, false, signal);
    await pause(durationMs, signal);
    await switchBarista(shop, true, signal);
  },
  "SNS down": (scene) => serviceDown(scene, "SNS"),
  "DynamoDB down": (scene) => serviceDown(scene, "DynamoDB"),
  // The functions lose their connection first, so that nothing changes in the engine while it writes its state down.
  "engine restarted": async ({ faulty, trouble, signal }) => {
    await faulty.wire.cut();
    await faulty.shut();
    trouble.causes.ended(undefined);
    trouble.isCalm = true;
    faulty.wire.isCut = false;
    await openAtLast(faulty, signal);
    trouble.isCalm = false;
  },
};

/** The barista begins at once with all that waits: a machine that is busy with it may not open the rest in time. */
const openAtLast = async (faulty: FaultyShop, signal: AbortSignal): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await faulty.open();
      return;
    } catch (error) {
      if (attempt === OPENINGS || signal.aborted) throw error;
      await faulty.shut();
    }
  }
};

const serviceDown = async ({ trouble, durationMs, signal }: Scene, service: "SNS" | "DynamoDB"): Promise<void> => {
  trouble.down = service;
  await pause(durationMs, signal);
  trouble.down = undefined;
};
