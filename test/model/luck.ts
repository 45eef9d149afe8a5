import fc from "fast-check";
import { randomFrom } from "../support/random-from";

/** What is left to chance. */
export type Decision = "outcome" | "entry" | "latency" | "batch" | "pick" | "poller" | "deletion" | "delivery" | "skew";

/** Decides how each thing goes: well (the first choice) or in one of the other ways. */
export interface Luck {
  choose<T>(what: Decision, good: T, ...bad: readonly T[]): T;
}

/** Nothing ever goes wrong. */
export const GOOD_LUCK: Luck = { choose: (_, good) => good };

/** Luck read from numbers, one a decision: 0 is good, any other picks a bad way. When they are used up everything goes well. */
export const luckFrom = (numbers: readonly number[]): Luck => {
  let place = 0;
  return {
    choose: (_, good, ...bad) => {
      const number = numbers[place++] ?? 0;
      return number === 0 ? good : (bad[(number - 1) % bad.length] ?? good);
    },
  };
};

/** Luck that follows from a seed: in `badShare` of all decisions one of the bad ways is taken, for ever. */
export const seededLuck = (seed: number, badShare: number): Luck => {
  const random = randomFrom(seed);
  return {
    choose: (_, good, ...bad) => (random() < badShare ? (bad[Math.floor(random() * bad.length)] ?? good) : good),
  };
};

/** Good luck, but for the decisions somebody wants to see: the answer to the n-th of a kind, counted from 0. */
export const luckBut = (answers: (what: Decision, nth: number, bad: readonly unknown[]) => unknown): Luck => {
  const times = new Map<Decision, number>();
  return {
    choose: (what, good, ...bad) => {
      const nth = times.get(what) ?? 0;
      times.set(what, nth + 1);
      const wanted = answers(what, nth, bad);
      return bad.find((way) => way === wanted) ?? good;
    },
  };
};

/** Any luck; most decisions turn out well. What fails is made shorter and better until it no longer fails. */
export const anyLuck = (longest: number): fc.Arbitrary<readonly number[]> =>
  fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 59 }) }),
    { maxLength: longest },
  );
