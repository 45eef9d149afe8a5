import { html } from "/vendor/preact.js";
import { act } from "./actions.js";
import { ActionButton, Outcome, useAction } from "./controls.js";
import { Dialog } from "./dialog.js";
import { counted } from "./figures.js";
import { Form, useFields } from "./form.js";

const words = ({ purged }) => `${counted(purged, "message")} deleted for good.`;

/** Empties the dead-letter queue for good, once its name was typed. */
export const PurgeDialog = ({ queue, count, onClose }) => {
  const { fields, field } = useFields({ confirm: "" });
  const confirm = fields.confirm.trim();
  const purge = useAction(() => act("purge", { queue, confirm }), words);
  const isNamed = confirm === queue;
  return html`
    <${Dialog} title="Purge the dead-letter queue" done=${purge.last?.ok} onClose=${onClose}>
      ${
        !purge.last?.ok &&
        html`<${Form} onSubmit=${() => isNamed && purge.start()}>
          <p>This deletes ${counted(count, "message")} for good. There is no way back.</p>
          <label>Type ${queue} to confirm <input spellcheck="false" ...${field("confirm", purge)} /></label>
          ${isNamed && html`<p class="buttons"><${ActionButton} label="Delete for good" action=${purge} kind="danger" submit="purge" /></p>`}
        <//>`
      }
      <${Outcome} of=${[purge]} />
    <//>
  `;
};
