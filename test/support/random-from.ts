/**
 * Numbers from 0 to 1 that follow from a seed, for ever the same (the generator called mulberry32).
 *
 * Each `stream` of a seed has a sequence of its own, so that one thing's luck does not depend on how often another drew.
 */
export const randomFrom = (seed: number, stream = ""): (() => number) => {
  let state = seed >>> 0;
  for (const character of stream) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A whole number from `least` to `most`. */
export const between = (random: () => number, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** The same things in another order. */
export const shuffled = <T>(random: () => number, things: readonly T[]): T[] =>
  things
    .map((thing) => ({ thing, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
