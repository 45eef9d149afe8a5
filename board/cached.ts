/** Keeps an answer for so many milliseconds, a failure likewise: who asks again costs requests whatever the answer is. */
export const cachedFor = <T>(milliseconds: number, find: () => Promise<T>, now: () => number = Date.now) => {
  let kept: { readonly answer: Promise<T>; until: number } | undefined;
  return {
    /** The kept answer, or a new one; who asks while it is being found out waits for the same. */
    ask: (): Promise<T> => {
      if (kept !== undefined && now() < kept.until) return kept.answer;
      const fresh = { answer: find(), until: Number.POSITIVE_INFINITY };
      kept = fresh;
      const keep = () => {
        fresh.until = now() + milliseconds;
      };
      fresh.answer.then(keep, keep);
      return fresh.answer;
    },
    /** The next who asks is given a new one. */
    forget: (): void => {
      kept = undefined;
    },
  };
};
