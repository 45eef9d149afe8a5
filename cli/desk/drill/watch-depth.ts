import { pause } from "../pause";
import { queueDepth } from "../queue-depths";
import type { Shop } from "../shop";

/** How many messages were in the orders queue at one moment, waiting or in hand; an order that was asked for again may be two. */
export interface DepthSample {
  /** On the drill's clock. */
  readonly atMs: number;
  readonly orders: number;
}

/** How to watch. */
export interface DepthWatch {
  readonly everyMs: number;
  readonly clock: () => number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  readonly onSample?: (sample: DepthSample) => void;
}

/** Looks at the orders queue again and again until it is told to stop. A look that fails is left out. */
export const watchDepth = async (
  shop: Shop,
  { everyMs, clock, signal, onSample }: DepthWatch,
): Promise<DepthSample[]> => {
  const samples: DepthSample[] = [];
  while (!signal.aborted) {
    const asked = clock();
    try {
      const { waiting, inHand, delayed } = await queueDepth(shop, "orders");
      const sample = { atMs: asked, orders: waiting + inHand + delayed };
      samples.push(sample);
      onSample?.(sample);
    } catch {
      // the next look may succeed; the account does not rest on these numbers
    }
    await pause(Math.max(0, everyMs - (clock() - asked)), signal);
  }
  return samples;
};
