/** An answer that is kept for a while. */
interface Cached<T> {
  /** The kept answer, or a new one; who asks while it is being found out waits for the same. */
  readonly ask: () => Promise<T>;
  /** The next who asks is given a new one. */
  readonly forget: () => void;
}

/** Keeps an answer for so many milliseconds, a failure likewise: who asks again costs requests whatever the answer is. */
export const cachedFor = <T>(milliseconds: number, find: () => Promise<T>, now: () => number = Date.now): Cached<T> => {
  let kept: { readonly answer: Promise<T>; until: number } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    ask: () => {
      if (kept !== undefined && now() < kept.until) return kept.answer;
      const fresh = { answer: find(), until: Number.POSITIVE_INFINITY };
      kept = fresh;
      const keep = () => {
        fresh.until = now() + milliseconds;
      };
      fresh.answer.then(keep, keep);
      return fresh.answer;
    },
    forget,
  };
};
