import { useEffect, useState } from "/vendor/preact.js";
import { LESSONS } from "./lesson-list.js";
import { beginLesson, lookAtShop } from "./lesson-progress.js";

/** Something that a browser keeps, unless it keeps nothing. */
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
    const next = lookAtShop(lesson, progress, state, Date.now());
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
