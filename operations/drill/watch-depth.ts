import { pause } from "../pause";

/**
 * How many orders waited for the barista at one moment: messages in the orders queue, waiting or in hand, where an order
 * that was asked for again may be two; at the exhibit, customers at the counter.
 */
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

/** Looks at how many wait again and again until it is told to stop. A look that fails is left out. */
export const watchDepth = async (
  look: () => Promise<number>,
  { everyMs, clock, signal, onSample }: DepthWatch,
): Promise<DepthSample[]> => {
  const samples: DepthSample[] = [];
  while (!signal.aborted) {
    const asked = clock();
    try {
      const sample = { atMs: asked, orders: await look() };
      samples.push(sample);
      onSample?.(sample);
    } catch {
      // the next look may succeed; the account does not rest on these numbers
    }
    await pause(Math.max(0, everyMs - (clock() - asked)), signal);
  }
  return samples;
};
