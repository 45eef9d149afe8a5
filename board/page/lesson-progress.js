import { useEffect, useState } from "/vendor/preact.js";
import { LESSONS } from "./lessons.js";

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

/** The progress after a change of the shop, which ends one step at most: the same object when none. @returns {Progress} */
export const advance = (/** @type {Lesson} */ lesson, /** @type {Progress} */ progress, state, now) => {
  const { step: place, since, start, from } = progress;
  const step = lesson.steps[place];
  if (now - since < READING_MS || !step?.done(state, from, start)) return progress;
  return { ...progress, step: place + 1, since: now, from: factsOf(state), saw: step.saw(state, from, start) };
};

const useKept = (storage, key, none) => {
  const attempt = (work) => {
    try {
      return work(window[storage]);
    } catch {
      return null;
    }
  };
  const [value, setValue] = useState(attempt((kept) => JSON.parse(kept[key])) ?? none);
  const keep = (next) => {
    setValue(next);
    attempt((kept) => {
      kept[key] = JSON.stringify(next);
    });
  };
  return [value, keep];
};

/** Moves the lesson on as the shop changes, and as time goes by. @returns {LessonView} */
export const useLesson = (state, now) => {
  const [progress, setProgress] = useKept("sessionStorage", "coffee-lesson", null);
  const [learnt, setLearnt] = useKept("localStorage", "coffee-learnt", []);
  const lesson = LESSONS.find(({ id }) => id === progress?.lesson);
  const step = lesson?.steps[progress.step];
  useEffect(() => {
    if (!state || !lesson || !step) return;
    const next = advance(lesson, progress, state, Date.now());
    if (next === progress) return;
    setProgress(next);
    if (!lesson.steps[next.step]) setLearnt([...new Set([...learnt, lesson.id])]);
  }, [state, now, progress]);
  const begin = (/** @type {Lesson} */ wanted) => {
    setProgress(beginLesson(wanted, state, Date.now()));
    location.hash = wanted.page;
  };
  const end = () => setProgress(null);
  return { lesson, step, number: (progress?.step ?? 0) + 1, saw: progress?.saw ?? "", learnt, begin, end };
};
