import { html, useEffect, useRef, useState } from "/vendor/preact.js";
import { useShop } from "./shop.js";

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

/** A form that stays on the page; `onSubmit` learns which of its buttons was pressed. */
export const Form = ({ onSubmit, children }) => {
  const submit = (event) => {
    event.preventDefault();
    onSubmit(event.submitter?.value);
  };
  return html`<form onSubmit=${submit}>${children}</form>`;
};

/** The fields of a form. `field` gives the props of a control for one; it also says when the action refused its value. */
export const useFields = (initial) => {
  const [fields, setFields] = useState(initial);
  const field = (name, action = /** @type {Action | undefined} */ (undefined), path = name) => ({
    value: fields[name],
    autocomplete: "off",
    onInput: ({ target }) => setFields((known) => ({ ...known, [name]: target.value })),
    "aria-invalid": action?.last?.faults.some((fault) => fault.path.startsWith(path)) || null,
  });
  return { fields, setFields, field };
};

/** The options of a select: texts, or pairs of a value and its words. */
export const options = (of) =>
  of.map((one) => [one].flat()).map(([value, words = value]) => html`<option value=${value}>${words}</option>`);

/** Something to read or decide first. Escape closes it, and the focus returns to where it was, or to the panel when `done`. */
export const Dialog = ({ title, onClose, kind = "", done = false, children }) => {
  const dialog = useRef();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    const panel = shown.parentElement.closest("section");
    shown.showModal();
    return () => {
      shown.close();
      // A disabled button takes no focus.
      if (shown.dataset.done || !(before instanceof HTMLElement)) {
        panel.tabIndex = -1;
        panel.focus();
      } else before.focus();
    };
  }, []);
  // Its body fills it: a click on the dialog itself is one beside it.
  const onClick = ({ target }) => target === dialog.current && onClose();
  return html`
    <dialog ref=${dialog} data-done=${done || null} class=${kind} aria-label=${title} onClose=${() => dialog.current?.isConnected && onClose()} onClick=${onClick}>
      <div class="dialog-body">
        <div class="panel-head">
          <h2>${title}</h2>
          <${Button} kind="plain small" onClick=${onClose}>Close<//>
        </div>
        ${children}
      </div>
    </dialog>
  `;
};
