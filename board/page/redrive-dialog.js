import { html, useEffect } from "/vendor/preact.js";
import { act } from "./actions.js";
import { ActionButton, Outcome, useAction } from "./controls.js";
import { Dialog } from "./dialog.js";
import { counted } from "./figures.js";
import { MessageTable } from "./message-table.js";

const planWords = ({ found, wouldMove: would, more }) =>
  found === 0
    ? "Nothing is in the dead-letter queue."
    : `Dry run: ${counted(found, "order")} found${more ? ", or more" : ""}. ${would} would go back to the orders queue, ${found - would} would stay: what can never be made only comes back.`;

const movedWords = ({ moved, kept, failed }) =>
  `${counted(moved, "order")} moved back to the orders queue, ${kept} kept${failed > 0 ? `, ${failed} failed` : ""}.`;

/** The way back from the dead-letter queue: a dry run first and then, when confirmed, the same for real. */
export const RedriveDialog = ({ onClose }) => {
  const plan = useAction(() => act("redrive", { dryRun: true }), planWords);
  const move = useAction(() => act("redrive", { dryRun: false }), movedWords);
  useEffect(() => void plan.start(), []);
  const { found, messages } = plan.last?.result ?? {};
  const open = found > 0 && !move.last?.ok;
  return html`
    <${Dialog} title="Redrive" kind="wide" done=${move.last?.ok} onClose=${onClose}>
      <${Outcome} of=${[move, plan]} meanwhile="Trying it out. Nothing is moved yet…" />
      ${open && html`<${MessageTable} messages=${messages} caption="What would happen" kind="redrive" />`}
      ${open && html`<p class="buttons"><${ActionButton} label="Confirm redrive" action=${move} kind="main" /></p>`}
    <//>
  `;
};
