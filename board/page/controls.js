import { html, useRef, useState } from "/vendor/preact.js";
import { failureText } from "./actions.js";
import { useShop } from "./shop-context.js";

/** Something a person can have done. `words` tell what was really done, unless it shows elsewhere. @returns {Action} */
export const useAction = (run, words = (_result, _ms) => "") => {
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState(undefined);
  const running = useRef(false);
  const clear = () => setLast(undefined);
  const start = async () => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    clear();
    const outcome = await run();
    const text = outcome.ok ? words(outcome.result, outcome.ms) : failureText(outcome);
    running.current = false;
    setBusy(false);
    setLast({ faults: [], ...outcome, text, at: Date.now() });
    return outcome.ok;
  };
  return { busy, last, start, clear };
};

export const Button = ({ kind = "plain", children, ...props }) =>
  html`<button type="button" class="button ${kind}" ...${props}>${children}</button>`;

/** A button that has something done. Lessons point at its `hint`. */
export const ActionButton = ({ label, action, kind = "plain", hint = "", submit = "" }) => {
  const { state, mayChange, hint: pointedAt } = useShop();
  const mark = action.busy ? "busy" : action.last && (action.last.ok ? "done" : "failed");
  return html`<button
    type=${submit ? "submit" : "button"}
    value=${submit}
    class=${`button ${kind} ${hint && hint === pointedAt ? "hinted" : ""}`}
    disabled=${!state || !mayChange}
    aria-busy=${action.busy || null}
    onClick=${submit ? null : action.start}
  >
    ${mark && html`<span class="mark ${mark}" aria-hidden="true" />`}${label}
  </button>`;
};

/** What came of the last of some actions. */
export const Outcome = ({ of, meanwhile = "" }) => {
  const told = of.map(({ last }) => last).filter((last) => last?.text);
  const { ok = true, text = meanwhile } = told.sort((one, other) => other.at - one.at)[0] ?? {};
  return html`<p class="outcome ${ok ? "" : "bad"}" role="status">${text}</p>`;
};
