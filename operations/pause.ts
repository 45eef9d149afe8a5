import { setTimeout } from "node:timers/promises";

/** Waits; ends early, without an error, when the operator wants to stop. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
