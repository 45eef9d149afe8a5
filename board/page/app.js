import { html, render, useEffect, useState } from "/vendor/preact.js";
import { useLesson } from "./lesson-progress.js";
import { LessonStrip, LessonsPage } from "./lessons-page.js";
import { NewslettersPage } from "./newsletters-page.js";
import { usePage } from "./page-address.js";
import { followShop, ShopProvider } from "./shop.js";
import { ShopFloor } from "./shop-floor.js";
import { problem, situation } from "./wording.js";

/** A rush changes the figures many times a second; what is said is what it came to. */
const SETTLED_MS = 1_200;

const LiveRegion = ({ sentence }) => {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(sentence), SETTLED_MS);
    return () => clearTimeout(waiting);
  }, [sentence]);
  return html`<p class="unseen" role="status" data-testid="situation">${settled}</p>`;
};

const PAGES = { floor: ShopFloor, newsletters: NewslettersPage, lessons: LessonsPage };

/** What is seconds old grows older while nothing else happens. */
const TICK_MS = 1_000;

const App = (/** @type {View} */ { state, connection }) => {
  const page = usePage();
  const [now, setNow] = useState(Date.now());
  // Before the first poll the figures of a state mean nothing.
  const seen = state?.at ? state : undefined;
  const lesson = useLesson(seen, now);
  const live = connection === "live" && seen?.engine === "answering";
  const [isBad, words] = problem({ state, connection }) ?? [];
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
      ${words && html`<p class=${`banner ${isBad ? "bad" : ""}`}>${words}</p>`}
      <${LessonStrip} lesson=${lesson} page=${page} />
      <${PAGES[page]} lesson=${lesson} />
      <${LiveRegion} sentence=${live ? situation(seen) : words} />
    <//>
  `;
};

const show = (view) => render(html`<${App} ...${view} />`, document.querySelector("main"));

show({ state: undefined, connection: "connecting" });
followShop(show);
