import { html, useEffect, useState } from "/vendor/preact.js";
import { Banner } from "./banner.js";
import { LessonStrip } from "./lesson-strip.js";
import { LessonsPage } from "./lessons-page.js";
import { LiveRegion } from "./live-region.js";
import { NewslettersPage } from "./newsletters-page.js";
import { ShopProvider } from "./shop-context.js";
import { ShopFloor } from "./shop-floor.js";
import { situation, trouble } from "./situation.js";
import { useLesson } from "./use-lesson.js";
import { usePage } from "./use-page.js";

const PAGES = { floor: ShopFloor, newsletters: NewslettersPage, lessons: LessonsPage };

/** What is seconds old grows older while nothing else happens. */
const TICK_MS = 1_000;

export const App = (/** @type {View} */ { state, connection }) => {
  const page = usePage();
  const [now, setNow] = useState(Date.now());
  // Before the first look the figures of a state mean nothing.
  const seen = state?.at ? state : undefined;
  const lesson = useLesson(seen, now);
  const live = connection === "live" && seen?.engine === "answering";
  const found = trouble({ state, connection });
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  useEffect(() => {
    document.body.classList.toggle("stale", !live);
    document.querySelector(".target")?.replaceChildren(state?.title ?? "");
  }, [live, state?.title]);
  const mayChange = state === undefined || state.changesAllowed;
  return html`
    <${ShopProvider} value=${{ state: seen, now, mayChange, hint: lesson.step?.hint }}>
      <${Banner} found=${found} />
      <${LessonStrip} lesson=${lesson} page=${page} />
      <${PAGES[page]} lesson=${lesson} />
      <${LiveRegion} sentence=${live ? situation(seen) : found?.[1]} />
    <//>
  `;
};
