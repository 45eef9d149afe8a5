/** So long a step stays at least, to be read. */
export const READING_MS = 1_500;

const factsOf = (/** @type {BoardState} */ { at, orders, ready, deadLetter, rushes }) => ({
  at,
  waiting: orders.waiting,
  ready: ready.count,
  dead: deadLetter.waiting,
  rushes: rushes.map(({ id }) => id),
});

/** @returns {Progress} */
export const beginLesson = (lesson, state, now) => {
  const facts = factsOf(state);
  return { lesson: lesson.id, step: 0, since: now, start: facts, from: facts, saw: "" };
};

/** The progress after a look at the shop, which ends one step at most: the same object when none. @returns {Progress} */
export const lookAtShop = (/** @type {Lesson} */ lesson, /** @type {Progress} */ progress, state, now) => {
  const { step: place, since, start, from } = progress;
  const step = lesson.steps[place];
  if (now - since < READING_MS || !step?.done(state, from, start)) return progress;
  return { ...progress, step: place + 1, since: now, from: factsOf(state), saw: step.saw(state, from, start) };
};

/** The rush of a kind that began after a step did. */
export const newRush = ({ rushes }, from, kind) =>
  rushes.find((rush) => rush.kind === kind && !from.rushes.includes(rush.id));
