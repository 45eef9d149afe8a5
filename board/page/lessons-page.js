import { html } from "/vendor/preact.js";
import { act, useAction } from "./actions.js";
import { ActionButton, Button, Outcome } from "./controls.js";
import { LESSONS } from "./lessons.js";
import { PAGE_TITLES } from "./page-address.js";
import { useShop } from "./shop.js";

const Strip = ({ sign, title, saw = "", say, children }) => html`
  <section class="strip" aria-label="Lessons">
    <span class="sign" aria-hidden="true">${sign}</span>
    <div class="words" aria-live="polite"><h2>Lesson · ${title}</h2><p>${saw} <b>${say}</b></p></div>
    <p class="buttons">${children}</p>
  </section>
`;

/** Does all that a step asks for at once; the first failure is what came of it. */
const DoStep = ({ actions }) => {
  const doing = useAction(async () => {
    const outcomes = await Promise.all(actions.map(([name, body]) => act(name, body)));
    return outcomes.find(({ ok }) => !ok) ?? outcomes[0];
  });
  return html`<${ActionButton} label="Do this step" action=${doing} kind="main" /><${Outcome} of=${[doing]} />`;
};

/** The quiet strip on top: the lesson that is going on, or the one that would be next. */
export const LessonStrip = ({ lesson: view, page }) => {
  const { state, mayChange } = useShop();
  const { lesson, step, number, saw, learnt, begin, end } = view;
  if (page === "lessons") return null;
  const begins = (next, words) =>
    html`<${Button} disabled=${!state || !mayChange} onClick=${() => begin(next)}>${words}<//>`;
  if (!lesson) {
    const next = LESSONS.find(({ id, unfit }) => !learnt.includes(id) && !(state && unfit?.(state)));
    if (!next || page !== "floor") return null;
    return html`
      <${Strip} sign=${LESSONS.indexOf(next) + 1} title=${next.title} saw=${next.question} say="Two minutes, with the real shop.">
        ${begins(next, "Start the lesson")}
      <//>
    `;
  }
  const leave = html`<${Button} kind="quiet" onClick=${end}>${step ? "Leave" : "Close"} the lesson<//>`;
  const unfit = state && lesson.unfit?.(state);
  if (unfit) return html`<${Strip} sign="–" title=${lesson.title} say=${unfit}>${leave}<//>`;
  if (!step) {
    const next = LESSONS[LESSONS.indexOf(lesson) + 1];
    return html`
      <${Strip} sign="✓" title="${lesson.title}: done" saw=${saw} say=${lesson.idea}>
        ${next && begins(next, `Next: ${next.title}`)}${leave}
      <//>
    `;
  }
  return html`
    <${Strip} sign=${number} title="${lesson.title}, step ${number} of ${lesson.steps.length}" saw=${saw} say=${step.say}>
      ${step.actions ? html`<${DoStep} key=${lesson.id + number} actions=${step.actions} />` : html`<span><span class="mark busy" aria-hidden="true" /> Watching</span>`}
      ${lesson.page !== page && html`<a class="button plain" href="#${lesson.page}">Go to ${PAGE_TITLES[lesson.page]}</a>`}${leave}
    <//>
  `;
};

export const LessonsPage = ({ lesson: view }) => {
  const { state, mayChange } = useShop();
  const card = (lesson, place) => {
    const isLearnt = view.learnt.includes(lesson.id);
    const unfit = state && lesson.unfit?.(state);
    return html`
      <li class="panel">
        <span class="sign" aria-hidden="true">${isLearnt ? "✓" : place + 1}</span>
        <h2>${lesson.title}${isLearnt && html` <span class="pill ready">done</span>`}</h2>
        <p>${lesson.question}</p>
        ${isLearnt && html`<p class="idea">${lesson.idea}</p>`}
        ${unfit && html`<p class="note">${unfit}</p>`}
        <p class="buttons">
          <${Button} aria-label="Start lesson ${place + 1}: ${lesson.title}" disabled=${!state || !mayChange || unfit} onClick=${() => view.begin(lesson)}>${isLearnt ? "Start again" : "Start"}<//>
          <span class="note">${lesson.steps.length} steps</span>
        </p>
      </li>
    `;
  };
  return html`
    <section aria-label="Lessons">
      <h1>Lessons</h1>
      <p class="lead">Each takes two minutes and uses the real shop. You act, the lesson watches, and it moves on when the thing has happened.</p>
      <ol class="cards">${LESSONS.map(card)}</ol>
    </section>
  `;
};
