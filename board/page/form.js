import { html, useState } from "/vendor/preact.js";

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

/** The options of a select: value and words. */
export const options = (of) => of.map(([value, words = value]) => html`<option value=${value}>${words}</option>`);
