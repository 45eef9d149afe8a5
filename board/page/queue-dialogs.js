import { html, useEffect } from "/vendor/preact.js";
import { act, useAction } from "./actions.js";
import { ActionButton, Dialog, Form, Outcome, useFields } from "./controls.js";
import { useShop } from "./shop.js";
import { counted, duration } from "./wording.js";

const PEEKED = {
  drink: ({ drink, pickupName }) => [drink, pickupName].filter(Boolean).join(" · ") || "–",
  received: ({ receiveCount }) => `${receiveCount}×`,
  age: ({ ageSeconds }) => duration(ageSeconds),
};

const PLANNED = { "would move": ({ wouldMove }) => (wouldMove ? "yes" : "no") };

/** Messages, with columns between their order and their reason. */
const MessageTable = ({ messages, caption, columns }) => html`
  <div class="scrolls" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <thead><tr>${["order", ...Object.keys(columns), "reason"].map((head) => html`<th>${head}</th>`)}</tr></thead>
      <tbody>
        ${messages.map(
          (message) => html`
            <tr key=${message.messageId}>
              <td class="mono" title=${message.orderId}>${message.orderId?.slice(0, 8) ?? "none"}</td>
              ${Object.values(columns).map((cellOf) => html`<td>${cellOf(message)}</td>`)}
              <td>${message.reason ?? "–"}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  </div>
`;

const peekWords = ({ shown, total }) =>
  total === 0
    ? "Nothing is in this queue."
    : `${shown} of ${counted(total, "message")}, oldest first. They stay where they are.`;

export const PeekDialog = ({ queue, onClose }) => {
  // On AWS a peek is a receive, which counts as one of an order's attempts: it waits for a person to press the button.
  const counts = useShop().state?.target === "aws";
  const peek = useAction(() => act("peek", { queue, acceptReceive: counts }), peekWords);
  useEffect(() => void (counts || peek.start()), []);
  const { total, messages } = peek.last?.result ?? {};
  const title = queue === "orders" ? "Waiting orders" : "Dead orders";
  return html`
    <${Dialog} title=${title} kind="wide" onClose=${onClose}>
      <${Outcome} of=${[peek]} meanwhile=${counts ? "On AWS a look is a receive: it adds one to each message's count." : "Looking…"} />
      ${total > 0 && html`<${MessageTable} messages=${messages} caption=${title} columns=${PEEKED} />`}
      <p class="buttons"><${ActionButton} label=${peek.last || !counts ? "Look again" : "Look"} action=${peek} /></p>
    <//>
  `;
};

const planWords = ({ found, wouldMove: would, more }) =>
  found === 0
    ? "Nothing is in the dead-letter queue."
    : `Dry run: ${counted(found, "order")} found${more ? ", or more" : ""}. ${would} would go back to the orders queue, ${found - would} would stay: what can never be made only comes back.`;

const movedWords = ({ moved, kept, failed }) =>
  `${counted(moved, "order")} moved back to the orders queue, ${kept} kept${failed > 0 ? `, ${failed} failed` : ""}.`;

export const RedriveDialog = ({ onClose }) => {
  const plan = useAction(() => act("redrive", { dryRun: true }), planWords);
  const move = useAction(() => act("redrive", { dryRun: false }), movedWords);
  useEffect(() => void plan.start(), []);
  const { found, messages } = plan.last?.result ?? {};
  const open = found > 0 && !move.last?.ok;
  return html`
    <${Dialog} title="Redrive" kind="wide" done=${move.last?.ok} onClose=${onClose}>
      <${Outcome} of=${[move, plan]} meanwhile="Trying it out. Nothing is moved yet…" />
      ${open && html`<${MessageTable} messages=${messages} caption="What would happen" columns=${PLANNED} />`}
      ${open && html`<p class="buttons"><${ActionButton} label="Confirm redrive" action=${move} kind="main" /></p>`}
    <//>
  `;
};

export const PurgeDialog = ({ queue, count, onClose }) => {
  const { fields, field } = useFields({ confirm: "" });
  const confirm = fields.confirm.trim();
  const words = ({ purged }) => `${counted(purged, "message")} deleted for good.`;
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
