import type { BaristaSwitch } from "../barista";
import { pause } from "../pause";
import { ShopError } from "../shop-error";
import type { DrillPlan } from "./drill";

export type Phase = "before" | "leaving" | "away" | "returning" | "back";

/** When each phase began, on the drill's clock. A drill that is broken off does not reach all of them. */
export type PhaseTimes = ReadonlyMap<Phase, number>;

/** When the barista goes, and for how long. */
interface OutagePlan extends Pick<DrillPlan, "awayMs" | "signal"> {
  readonly beforeMs: number;
  readonly onPhase: (phase: Phase) => void;
  /** @default 1 s */
  readonly retryPauseMs?: number;
}

/** With the pauses between them these outlast a short fault of the network. */
const RETURN_ATTEMPTS = 5;

/**
 * @throws ShopError unless the barista is at work: a drill must not bring back somebody who was sent away on purpose
 */
export const expectBaristaAtWork = async ({ name, callBack, state: stateNow }: BaristaSwitch): Promise<void> => {
  const state = await stateNow();
  if (state === "Enabled") return;
  throw new ShopError(`a drill needs a barista at work, and ${name} is ${state} (${callBack}, then again)`);
};

/**
 * Sends the barista home for a while and calls them back, whatever happens in between.
 *
 * The signal ends the outage early; it does not keep the barista from coming back.
 *
 * @throws ShopError when the barista could not be brought back
 */
export const baristaGoesAway = async (barista: BaristaSwitch, plan: OutagePlan): Promise<void> => {
  const { beforeMs, awayMs, signal, onPhase } = plan;
  await pause(beforeMs, signal);
  if (signal.aborted) return;
  try {
    onPhase("leaving");
    await barista.send(false, signal);
    onPhase("away");
    await pause(awayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    onPhase("returning");
    await bringBack(barista, plan.retryPauseMs ?? 1_000);
    onPhase("back");
  }
};

const bringBack = async ({ send, callBack }: BaristaSwitch, retryPauseMs: number): Promise<void> => {
  const { signal } = new AbortController();
  let problem: unknown;
  for (let attempt = 1; attempt <= RETURN_ATTEMPTS; attempt++) {
    try {
      await send(true, signal);
      return;
    } catch (error) {
      problem = error;
      if (attempt < RETURN_ATTEMPTS) await pause(retryPauseMs * 2 ** (attempt - 1), signal);
    }
  }
  const why = problem instanceof Error ? problem.message : String(problem);
  throw new ShopError(`THE BARISTA IS STILL AWAY and could not be called back: ${why} (${callBack})`);
};

/**
 * How many orders waited for the barista at one moment: messages in the orders queue, waiting or in flight, where an order
 * that was asked for again may be two; at the exhibit, customers at the counter.
 */
export interface WaitingSample {
  /** On the drill's clock. */
  readonly atMs: number;
  readonly orders: number;
}

interface DepthWatch {
  readonly everyMs: number;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly onSample?: (sample: WaitingSample) => void;
}

/** Counts how many wait again and again until it is told to stop. A count that fails is left out. */
export const watchDepth = async (
  count: () => Promise<number>,
  { everyMs, clock, signal, onSample }: DepthWatch,
): Promise<WaitingSample[]> => {
  const samples: WaitingSample[] = [];
  while (!signal.aborted) {
    const asked = clock();
    try {
      const sample = { atMs: asked, orders: await count() };
      samples.push(sample);
      onSample?.(sample);
    } catch {
      // the next count may succeed; the account does not rest on these numbers
    }
    await pause(Math.max(0, everyMs - (clock() - asked)), signal);
  }
  return samples;
};
