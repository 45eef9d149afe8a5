import { setTimeout } from "node:timers/promises";

/** Waits; ends early, without an error, when the operator wants to stop. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
