import { html } from "/vendor/preact.js";
import { Button } from "./controls.js";
import { LESSONS } from "./lesson-list.js";
import { useShop } from "./shop-context.js";

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
