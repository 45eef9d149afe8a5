import { html, useEffect } from "/vendor/preact.js";
import { act } from "./actions.js";
import { ActionButton, Outcome, useAction } from "./controls.js";
import { Dialog } from "./dialog.js";
import { counted } from "./figures.js";
import { MessageTable } from "./message-table.js";
import { useShop } from "./shop-context.js";

const words = ({ shown, total }) =>
  total === 0
    ? "Nothing is in this queue."
    : `${shown} of ${counted(total, "message")}, oldest first. They stay where they are.`;

/** A look into a queue that takes nothing out of it. */
export const PeekDialog = ({ queue, onClose }) => {
  // On AWS a look is a receive, which counts as one of an order's attempts: it waits for a person to press the button.
  const counts = useShop().state?.target === "aws";
  const look = useAction(() => act("peek", { queue, acceptReceive: counts }), words);
  useEffect(() => void (counts || look.start()), []);
  const { total, messages } = look.last?.result ?? {};
  const title = queue === "orders" ? "Waiting orders" : "Dead orders";
  return html`
    <${Dialog} title=${title} kind="wide" onClose=${onClose}>
      <${Outcome} of=${[look]} meanwhile=${counts ? "On AWS a look is a receive: it adds one to each message's count." : "Looking…"} />
      ${total > 0 && html`<${MessageTable} messages=${messages} caption=${title} kind="peek" />`}
      <p class="buttons"><${ActionButton} label=${look.last || !counts ? "Look again" : "Look"} action=${look} /></p>
    <//>
  `;
};
