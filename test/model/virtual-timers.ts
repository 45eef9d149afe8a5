/** Whoever has a time of its own. */
export interface TimeKeeper {
  /** Calls back after so many of its own milliseconds; returns what cancels that. */
  after(milliseconds: number, happen: () => void): () => void;
}

class VirtualTimer {
  constructor(readonly cancel: () => void) {}
}

/**
 * Lets `setTimeout` and `clearTimeout` of whoever has a time of its own go by that time; all others keep the real ones.
 *
 * @param keeper whose code is running at the moment, if it has its own time
 */
export const divertTimers = (keeper: () => TimeKeeper | undefined): void => {
  const { setTimeout, clearTimeout } = globalThis;
  const set = (happen: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
    const own = keeper();
    if (own === undefined) return setTimeout(happen, milliseconds, ...given);
    return new VirtualTimer(own.after(milliseconds, () => happen(...given)));
  };
  const clear = (timer: unknown) => {
    if (timer instanceof VirtualTimer) timer.cancel();
    else clearTimeout(timer as NodeJS.Timeout);
  };
  globalThis.setTimeout = set as typeof setTimeout;
  globalThis.clearTimeout = clear as typeof clearTimeout;
};
